package dev.weir.crooked.produce;

import dev.weir.crooked.channels.OtherFeature;

public class Feature {
    OtherFeature other;
}
