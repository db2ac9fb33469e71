/** The formats of {@code --output}: rows and details come in, tables, JSON, NDJSON or CSV go to the console. */
package dev.weir.cli.output;
