/**
 * The command that makes records up; the room {@code generate} does, and this gives it a way to Kafka or to the screen.
 */
package dev.weir.cli.generate;
