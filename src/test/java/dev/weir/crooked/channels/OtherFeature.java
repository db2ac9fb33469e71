package dev.weir.crooked.channels;

import dev.weir.crooked.produce.Feature;

public class OtherFeature {
    Feature first;
}
