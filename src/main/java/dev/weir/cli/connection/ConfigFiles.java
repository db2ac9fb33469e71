package dev.weir.cli.connection;

import dev.weir.cli.terminal.CliConsole;
import dev.weir.cli.terminal.CliException;
import dev.weir.cli.terminal.Text;
import dev.weir.cli.text.FileArgument;
import dev.weir.cli.text.RawText;
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

/** Finds and reads files with settings of Kafka's clients. */
final class ConfigFiles {

    private static final String ENDING = ".properties";

    private final CliConsole console;

    ConfigFiles(CliConsole console) {
        this.console = console;
    }

    /** What a file has: {@code name=value} a line. */
    Map<String, Object> file(FileArgument file) {
        var read = new Properties();
        try (var lines = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
            read.load(lines);
        } catch (NoSuchFileException absent) {
            throw CliException.usage("There is no file " + RawText.shown(file.name()));
        } catch (CharacterCodingException | IllegalArgumentException unreadable) {
            throw CliException.usage("%s is no file of properties: it has name=value a line, in UTF-8"
                    .formatted(RawText.shown(file.name())));
        } catch (IOException closed) {
            throw CliException.usage("%s cannot be read (%s)"
                    .formatted(RawText.shown(file.name()), closed.getClass().getSimpleName()));
        }
        var settings = new HashMap<String, Object>();
        read.forEach((name, value) -> settings.put(name.toString(), value));
        SettingNames.hints(settings.keySet())
                .forEach(hint -> console.say("kafka-cli: %s: %s".formatted(Text.onOneLine(file.toString()), hint)));
        return settings;
    }

    /** What was put away under a name. */
    Map<String, Object> context(String name) {
        var file = FileArgument.of(directory() + "/" + name + ENDING);
        if (!contexts().equals(file.path().toAbsolutePath().normalize().getParent())) {
            throw CliException.usage("Not the name of a context: '%s'".formatted(Text.onOneLine(name)));
        }
        if (!Files.exists(file.path())) {
            throw CliException.usage("There is no context '%s'; %s. It would be the file %s"
                    .formatted(Text.onOneLine(name), known(), RawText.shown(file.name())));
        }
        return file(file);
    }

    private String known() {
        try (var files = Files.list(contexts())) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return names.isEmpty() ? "there is none at all" : "there are " + names;
        } catch (IOException absent) {
            return "there is none at all";
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
