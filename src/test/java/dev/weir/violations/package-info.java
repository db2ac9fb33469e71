/** A house in which every rule of {@code ArchitectureTest} is broken, to see that it is noticed. */
package dev.weir.violations;
