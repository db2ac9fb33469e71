/** Commands about the API keys of Weir's clients; no Kafka and no running Weir is needed. */
package dev.weir.cli.key;
