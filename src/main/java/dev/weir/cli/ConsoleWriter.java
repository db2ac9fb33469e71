package dev.weir.cli;

import java.io.PrintWriter;
import java.io.Writer;

/** Lets picocli write help to a {@link Console}. */
final class ConsoleWriter extends PrintWriter {

    ConsoleWriter(Console console) {
        super(new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
                console.write(new String(text, offset, length).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }

            @Override
            public void flush() {
                console.flush();
            }

            @Override
            public void close() {
                flush();
            }
        });
    }
}
