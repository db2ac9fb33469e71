package dev.weir.violations.deadletters.letter;

import dev.weir.violations.deadletters.mark.CyclicMark;

/** Violates: no cycles between sub-packages. */
public class CyclicLetter {
    CyclicMark other;
}
