package dev.weir.crooked.channels;

import dev.weir.crooked.broker.Workshop;

class KnowsTheWorkshop {
    Workshop workshop;
}
