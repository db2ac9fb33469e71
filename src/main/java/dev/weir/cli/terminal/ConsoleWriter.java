package dev.weir.cli.terminal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Lets picocli write its help to a {@link CliConsole}. */
public final class ConsoleWriter extends PrintWriter {

    /** Writes UTF-8. */
    public ConsoleWriter(CliConsole console) {
        super(new Writer() {
            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                attempt(() -> console.write(new String(text, offset, length).getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public void flush() throws IOException {
                attempt(console::flush);
            }

            @Override
            public void close() throws IOException {
                flush();
            }

            /** A PrintWriter swallows an IOException; the next use of the console throws the original again. */
            private void attempt(Runnable action) throws IOException {
                try {
                    action.run();
                } catch (BrokenPipeException | CliException unwritable) {
                    throw new IOException(unwritable);
                }
            }
        });
    }
}
