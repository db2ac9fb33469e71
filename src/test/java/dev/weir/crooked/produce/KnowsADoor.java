package dev.weir.crooked.produce;

import dev.weir.crooked.console.Door;

class KnowsADoor {
    Door door;
}
