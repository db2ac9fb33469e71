package dev.weir.violations.http;

class ConnectionDoorbell {}
