/** The spelling of Kafka's own scripts behind our commands, turned into ours. Nothing is run here. */
package dev.weir.cli.scripts;
