package dev.weir.cli.produce;

/**
 * Where a record came from.
 *
 * @param file null for standard input
 * @param line from 1; 0 where the record is a whole file, or was given as an option
 */
record InputLocation(String file, long line) {

    /** For a person, at the beginning of a sentence. */
    @Override
    public String toString() {
        if (line == 0) {
            return file == null ? "The record" : file;
        }
        return file == null ? "Line " + line : file + ", line " + line;
    }
}
