package dev.weir.violations.channels;

import dev.weir.violations.broker.BrokerClass;

class UsesBroker {
    BrokerClass broker;
}
