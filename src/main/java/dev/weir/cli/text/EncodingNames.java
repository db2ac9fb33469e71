package dev.weir.cli.text;

import dev.weir.http.EmbeddedFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the value of {@code --encoding}, and lists the values for the completion of the shell. */
public final class EncodingNames implements ITypeConverter<EmbeddedFormat>, Iterable<String> {

    private static final List<EmbeddedFormat> FORMATS =
            List.of(EmbeddedFormat.TEXT, EmbeddedFormat.JSON, EmbeddedFormat.BINARY);

    @Override
    public EmbeddedFormat convert(String name) {
        return FORMATS.stream()
                .filter(format -> format.toString().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new TypeConversionException("expected one of " + FORMATS + " but was '" + name + "'"));
    }

    @Override
    public Iterator<String> iterator() {
        return FORMATS.stream().map(EmbeddedFormat::toString).iterator();
    }
}
