package dev.weir.nativeimage;

import dev.weir.cli.CommandSession;
import dev.weir.testing.SecuredBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines for {@link CommandSession}: each command, with each codec, format and way to a broker. */
final class CommandTour {

    private static final String RECORDS = """
            topic create native web_log pushed pushed.dead github audit -p 2 -c retention.ms=3600000
            produce native -z none -k none <<<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            produce native -z gzip -k gzip <<<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            produce native -z snappy -k snappy <<<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            produce native -z lz4 -k lz4 --whole <<<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            produce native -z zstd -k zstd <<<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
            produce native -f ndjson --encoding json <<<{"key":1,"value":{"a":[1.5,null]}}
            consume native --from beginning -e
            consume native --from beginning -e -o ndjson --encoding json -k ~.*zstd.*
            consume native --from @1h-ago -e -o table
            consume native --from beginning -e --select .a
            consume native --from beginning -g native-cli -c 3 --commit each
            consume --pattern nativ. --from beginning -g native-cli -c 1 --commit end
            generate native -n 3 --mode async -v {n}-{random:8}
            """;

    private static final List<String> TABLES =
            List.of("topics -l --prefix n", "topic describe native", "groups", "brokers", "partition-of key -t native");

    private static final String CHANGES = """
            group describe native-cli
            group reset native-cli --to -1 --execute
            group reset native-cli --to beginning
            group delete native-cli
            topic alter native -p 3 -u retention.ms
            topic truncate native --partition 2 -y
            topic create native.dead
            topic create gone
            topic delete gone -y
            produce native.dead -H dead-letter-topic=native -H dead-letter-reason=tour <<<{"n":1}
            dead-letters list
            dead-letters list native.dead --where value.n==1 -o json
            dead-letters show native.dead:0:0
            dead-letters redrive native.dead --cause tour
            dead-letters redrive native.dead --cause tour --execute
            doctor --verbose
            """;

    private static final String OFFLINE = """
            completion bash
            completion zsh
            completion fish
            --version
            --help
            """;

    private CommandTour() {}

    /**
     * The lines, in the order in which they run.
     *
     * @param directory for files
     */
    static List<String> lines(SecuredBroker broker, Path directory) throws IOException {
        var lines = new ArrayList<String>();
        RECORDS.lines().forEach(lines::add);
        for (var format : List.of("table", "json", "ndjson", "csv")) {
            TABLES.forEach(command -> lines.add(command + " -o " + format));
        }
        CHANGES.lines().forEach(lines::add);
        lines.replaceAll(line -> with("-b " + broker.bootstrapServers(), line));
        OFFLINE.lines().forEach(lines::add);
        lines.add("-list -brokers " + broker.bootstrapServers());
        lines.add("key new tour --role admin --file " + directory.resolve("new-keys"));
        for (var way : broker.ways().entrySet()) {
            var file = directory.resolve(way.getKey() + ".properties");
            Files.write(
                    file,
                    way.getValue().entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting.getValue())
                            .toList());
            lines.add("topics --verbose --config " + file);
            lines.add("produce native --config " + file + " <<<" + way.getKey());
        }
        return lines;
    }

    private static String with(String option, String line) {
        var parts = line.split(" <<<", 2);
        return parts[0] + " " + option + (parts.length == 1 ? "" : " <<<" + parts[1]);
    }
}
