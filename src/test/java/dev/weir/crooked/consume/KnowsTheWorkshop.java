package dev.weir.crooked.consume;

import dev.weir.crooked.broker.Workshop;

class KnowsTheWorkshop {
    Workshop workshop;
}
