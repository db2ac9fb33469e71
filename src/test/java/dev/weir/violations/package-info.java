/** Classes that violate every rule of {@code ArchitectureTest}, which checks that the rules detect them. */
package dev.weir.violations;
