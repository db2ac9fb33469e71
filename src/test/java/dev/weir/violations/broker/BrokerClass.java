package dev.weir.violations.broker;

public class BrokerClass {}
