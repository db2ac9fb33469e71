/**
 * Values that users type on a command line, as bytes, times and offsets. No input is read and nothing is printed here.
 */
package dev.weir.cli.text;
