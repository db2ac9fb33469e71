/**
 * Reads records from JSON, strictly, and checks what every record must be.
 *
 * <p>Bytes of a request or a line come in, producer records go out. The command line reads its lines with it too.
 */
package dev.weir.produce.record;
