package dev.weir.violations.deadletters.mark;

import dev.weir.violations.deadletters.letter.CyclicLetter;

/** Violates: no cycles between sub-packages. */
public class CyclicMark {
    CyclicLetter other;
}
