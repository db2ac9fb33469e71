/** What a person writes on a command line, as bytes, times and places. No input is read and nothing is printed here. */
package dev.weir.cli.text;
