package dev.weir.violations.http;

class TopicUtil {}
