package dev.weir.crooked.consume;

import dev.weir.crooked.produce.Feature;

public class OtherFeature {
    Feature first;
}
