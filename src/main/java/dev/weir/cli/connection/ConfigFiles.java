package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
import dev.weir.model.Printable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Reads properties files with client settings. */
final class ConfigFiles {

    private static final String EXTENSION = ".properties";

    private final CliConsole console;

    ConfigFiles(CliConsole console) {
        this.console = console;
    }

    /** The settings of a file with a {@code name=value} on each line. */
    Map<String, Object> file(FileArgument file) {
        var properties = new Properties();
        try (var lines = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
            properties.load(lines);
        } catch (NoSuchFileException absent) {
            throw CliException.usage("File not found: " + RawText.shown(file.name()));
        } catch (CharacterCodingException | IllegalArgumentException unreadable) {
            throw CliException.usage("%s is not a properties file: each line must be name=value, in UTF-8"
                    .formatted(RawText.shown(file.name())));
        } catch (IOException unreadable) {
            throw CliException.usage("%s cannot be read (%s)"
                    .formatted(RawText.shown(file.name()), unreadable.getClass().getSimpleName()));
        }
        var settings = new HashMap<String, Object>();
        properties.forEach((name, value) -> settings.put(name.toString(), value));
        SettingNames.hints(settings.keySet())
                .forEach(
                        hint -> console.notice("kafka-cli: %s: %s".formatted(Printable.escape(file.toString()), hint)));
        return settings;
    }

    /** The settings of a named context. */
    Map<String, Object> context(String name) {
        var file = FileArgument.of(directory() + "/" + name + EXTENSION);
        if (!contexts().equals(file.path().toAbsolutePath().normalize().getParent())) {
            throw CliException.usage("Not a context name: '%s'".formatted(Printable.escape(name)));
        }
        if (!Files.exists(file.path())) {
            throw CliException.usage("There is no context '%s'; %s. Its file would be %s"
                    .formatted(Printable.escape(name), known(), RawText.shown(file.name())));
        }
        return file(file);
    }

    private String known() {
        try (var files = Files.list(contexts())) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXTENSION))
                    .map(name -> name.substring(0, name.length() - EXTENSION.length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "no context exists" : "the contexts are " + names;
        } catch (IOException absent) {
            return "no context exists";
        }
    }

    private Path contexts() {
        return FileArgument.of(directory()).path().toAbsolutePath().normalize();
    }

    private String directory() {
        var home = console.variable("XDG_CONFIG_HOME");
        var config = home == null ? System.getProperty("user.home") + "/.config" : home;
        return config + "/weir/contexts";
    }
}
