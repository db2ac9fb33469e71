package dev.weir.crooked.broker;

public class Workshop {}
