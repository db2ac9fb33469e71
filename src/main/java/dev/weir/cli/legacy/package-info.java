/**
 * The syntax of older tools and of Kafka's own scripts: their arguments come in, arguments of kafka-cli go out. No
 * command runs here.
 */
package dev.weir.cli.legacy;
