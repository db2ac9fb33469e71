package dev.weir.violations.produce;

import java.util.function.LongSupplier;

class MeasuresTime {

    final LongSupplier clock = System::nanoTime;
}
