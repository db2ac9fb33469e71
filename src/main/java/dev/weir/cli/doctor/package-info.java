/** The command that finds out whether a Kafka works from here, and says in sentences what does not. */
package dev.weir.cli.doctor;
