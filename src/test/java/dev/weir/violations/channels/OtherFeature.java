package dev.weir.violations.channels;

import dev.weir.violations.produce.Feature;

public class OtherFeature {
    Feature first;
}
