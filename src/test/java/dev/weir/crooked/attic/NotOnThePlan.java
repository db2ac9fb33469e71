package dev.weir.crooked.attic;

class NotOnThePlan {}
