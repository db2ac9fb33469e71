/**
 * The groups that {@code ./mvnw verify} runs unit tests in: each runs as a whole in one of the JVMs that run at once.
 *
 * <p>In a JVM that gets one class after the other Quarkus starts anew for each; in a group it starts once for each
 * profile. A group is a choice of packages, and one has what no other names, so no class is ever left out.
 */
package dev.weir.suites;
