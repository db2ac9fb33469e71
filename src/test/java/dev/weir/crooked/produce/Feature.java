package dev.weir.crooked.produce;

import dev.weir.crooked.consume.OtherFeature;

public class Feature {
    OtherFeature other;
}
