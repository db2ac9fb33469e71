package dev.weir.violations.produce;

import dev.weir.violations.channels.OtherFeature;

public class Feature {
    OtherFeature other;
}
