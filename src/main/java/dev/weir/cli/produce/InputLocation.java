package dev.weir.cli.produce;

/**
 * The position of a record in the input.
 *
 * @param file null for standard input
 * @param line from 1; 0 if the record is a whole file or an option
 */
record InputLocation(String file, long line) {

    /** For the beginning of a message. */
    @Override
    public String toString() {
        if (line == 0) {
            return file == null ? "The record" : file;
        }
        return file == null ? "Line " + line : file + ", line " + line;
    }
}
