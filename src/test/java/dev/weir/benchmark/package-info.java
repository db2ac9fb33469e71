/**
 * The costs of Weir beside Kafka's own clients in the same run.
 *
 * <p>{@code ./mvnw -Pbenchmark verify} runs it; nothing here is a test that could fail for being slow.
 */
package dev.weir.benchmark;
