/**
 * The output of {@code consume}: records come in, bytes in the format of the options go out through one buffer. The
 * command decides which records are written, and when their offsets are committed.
 */
package dev.weir.cli.consume.format;
