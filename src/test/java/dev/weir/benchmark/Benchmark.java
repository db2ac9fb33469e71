package dev.weir.benchmark;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Weir beside Kafka's own clients, a round of each in turn; writes {@code target/benchmark}.
 *
 * <p>{@code -Dbenchmark.rounds=5} counted rounds after one that warms up, {@code -Dbenchmark.seconds=3} for each case
 * that goes by time, {@code -Dbenchmark.records=1000000} for each that goes by number,
 * {@code -Dbenchmark.followers=1000}, {@code -Dbenchmark.cases=regex}, {@code -Dbenchmark.generator=wrk} or
 * {@code vertx}.
 */
@DisabledIfSystemProperty(
        named = Benchmark.CASES_PROPERTY,
        matches = EmitterComparison.NAME,
        disabledReason = "EmitterComparison alone is asked for")
class Benchmark {

    static final String CASES_PROPERTY = "benchmark.cases";

    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 3));
    private static final Duration WARM_UP = Duration.ofMillis(500);
    private static final long RECORDS = Long.getLong("benchmark.records", 1_000_000);
    private static final int FOLLOWERS = Integer.getInteger("benchmark.followers", 1_000);
    private static final String CASES = System.getProperty(CASES_PROPERTY, ".*");
    private static final Path REPORT = Path.of("target", "benchmark");

    private static final String SENT = "sent";
    private static final String READ = "read";
    private static final String PUSHED = "pushed";
    private static final String FOLLOWED = "followed";
    private static final int PARTITIONS = 4;
    /** One request each. */
    private static final long PUSHES = 50_000;

    private final Generator generator = Generator.chosen();
    private BrokerProcess broker;
    private StartUp startUp;
    private WeirProcess weir;
    private KeysPair keys;
    private FloorProcess floor;
    private PushReceiver receiver;
    private ForwardedPolls forwards;
    private WeirProcess followed;
    private int readers;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.another("benchmark", Map.of("log.retention.bytes", "500000000"));
        broker.start();
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic(SENT, PARTITIONS, (short) 1),
                            new NewTopic(READ, PARTITIONS, (short) 1),
                            new NewTopic(PUSHED, PARTITIONS, (short) 1),
                            new NewTopic(FOLLOWED, PARTITIONS, (short) 1),
                            new NewTopic("web_log", 1, (short) 1)))
                    .all()
                    .get(10, TimeUnit.SECONDS);
        }
        startUp = new StartUp(broker.bootstrapServers(), Request.raw(SENT, ""));
        // The first to end leaves the archive of classes with which all others start.
        startUp.ready("benchmark-first").close();
        receiver = new PushReceiver(broker.bootstrapServers());
        weir = startUp.ready("benchmark", receiver.settings(PUSHED));
        Files.createDirectories(REPORT);
        forwards = new ForwardedPolls(startUp, broker.pid(), READ, PARTITIONS);
        floor = FloorProcess.start(broker.bootstrapServers(), REPORT);
    }

    @AfterEach
    void stop() {
        forwards.close();
        floor.close();
        if (keys != null) {
            keys.close();
        }
        if (followed != null) {
            followed.close();
        }
        weir.close();
        receiver.close();
        broker.close();
    }

    @Test
    void measure() throws IOException {
        var kafka = new RawKafka(broker.bootstrapServers(), broker.pid());
        // The records are JSON, so that every format is as costly as in use.
        LineUpload.send(weir.port(), READ, RECORDS);
        var cases = asked(cases(kafka));
        var results = new Results(cases);
        var figures = new Figures();
        for (int round = 0; round <= ROUNDS; round++) {
            var whole = figures(round);
            for (var each : cases) {
                var measure = each.run().get();
                System.out.printf(
                        "%d of %d  %-46s %,12.0f records/s%n", round, ROUNDS, each.name(), measure.recordsPerSecond());
                if (each.ofWeir()) {
                    whole.merge(Figure.LOADED_MEMORY, (double) measure.usage().residentMegabytes(), Math::max);
                }
                if (round > 0) {
                    results.add(each, measure);
                }
            }
            if (round > 0) {
                figures.add(whole);
            }
        }
        System.out.println(new Report(results, figures, generator).writeTo(REPORT));
    }

    /** The cases whose names match, and those that they are compared with, in their order. */
    private static List<Case> asked(List<Case> all) {
        var others = all.stream()
                .filter(each -> each.name().matches(CASES))
                .flatMap(Case::others)
                .toList();
        return all.stream()
                .filter(each -> each.name().matches(CASES) || others.contains(each))
                .toList();
    }

    private Map<Figure, Double> figures(int round) {
        var whole = new EnumMap<Figure, Double>(Figure.class);
        if (StartUp.NAME.matches(CASES)) {
            whole.putAll(startUp.measure());
            System.out.printf("%d of %d  %-46s %,12.2f s%n", round, ROUNDS, StartUp.NAME, whole.get(Figure.START));
        }
        return whole;
    }

    private List<Case> cases(RawKafka kafka) {
        List<Case> all = new ArrayList<>();
        var toAll = Case.reference(
                "kafka-producer-perf-test, acks=all", () -> kafka.produce(SENT, RECORDS, Request.VALUE_BYTES, "all"));
        var toLeader = Case.reference(
                "kafka-producer-perf-test, acks=1", () -> kafka.produce(SENT, RECORDS, Request.VALUE_BYTES, "1"));
        var read = Case.reference("kafka-consumer-perf-test", () -> kafka.consume(READ, RECORDS));
        all.addAll(List.of(toAll, toLeader, read));
        for (int connections : List.of(1, 8, 32, 256, 400)) {
            var name = "one record a request, %d connections".formatted(connections);
            var least = Case.floor(name, toAll, () -> singleToFloor(connections));
            all.add(least);
            all.add(Case.of(name, toAll, () -> single("", connections)).above(least));
        }
        all.add(Case.of(
                "one record a request, 32 connections, acks=leader", toLeader, () -> single("?acks=leader", 32)));
        all.add(Case.of("one record a request, 32 connections, async", toAll, () -> single("?async=true", 32)));
        all.add(Case.of(
                "one record a request, 8 connections, none kept", toAll, () -> vertx(Request.raw(SENT, ""), 8, false)));
        all.add(Case.of("one record a request, 500 a second, 32 connections", toAll, () -> open(500)));
        keys(toAll, all);
        batches("json", records -> Request.json(SENT, records), toAll, all);
        batches("binary", records -> Request.binary(SENT, records), toAll, all);
        all.add(Case.of(
                "a stream of lines, json",
                toAll,
                () -> timed(RECORDS, () -> {
                    long begun = System.nanoTime();
                    LineUpload.send(weir.port(), SENT, RECORDS);
                    return (System.nanoTime() - begun) / 1e9;
                })));
        for (var format : List.of("binary", "json")) {
            var reader = new HttpRead(weir.port());
            all.add(Case.of(
                    "polls, " + format,
                    read,
                    () -> timed(RECORDS, () -> reader.polls(READ, "readers-" + readers++, format, RECORDS))));
            all.add(Case.of(
                    "reading lines, " + format, read, () -> timed(RECORDS, () -> reader.lines(READ, format, RECORDS))));
            all.add(Case.of(
                    "reading events, " + format,
                    read,
                    () -> timed(RECORDS, () -> reader.events(READ, format, RECORDS))));
        }
        all.add(Case.of(
                "a push, 32 requests at once",
                read,
                () -> timed(PUSHES, () -> receiver.push(weir.port(), PUSHED, PUSHES))));
        follow(read, all);
        forwards(read, all);
        return all;
    }

    private void follow(Case reference, List<Case> all) {
        for (int perSecond : List.of(100, 1_000)) {
            all.add(Case.of(
                    "%,d followers, %,d records a second".formatted(FOLLOWERS, perSecond),
                    reference,
                    () -> followed(perSecond)));
        }
    }

    /** The records of all followers count; the Weir serves nothing else, so that its memory is that of followers. */
    private Measure followed(int perSecond) {
        if (followed == null) {
            followed = startUp.ready("benchmark-followers", Map.of("weir.stream.max-readers", "2000"));
        }
        var kafka = broker.bootstrapServers();
        try (var followers = Followers.open(followed.port(), kafka, FOLLOWED, FOLLOWERS)) {
            var unused = followers.follow(perSecond, TIME);
            return timed(
                    followed.pid(), perSecond * TIME.toSeconds() * FOLLOWERS, () -> followers.follow(perSecond, TIME));
        }
    }

    /** The last cases, because the nodes that they start run on. */
    private void forwards(Case reference, List<Case> all) {
        for (long maxBytes : List.of(1_000L, 100_000L)) {
            var name = "polls of %,d bytes".formatted(maxBytes);
            var direct = Case.of(name + " at the owner", reference, () -> forwards.polls(false, maxBytes, TIME));
            all.add(direct);
            all.add(Case.of(name + ", forwarded", reference, () -> forwards.polls(true, maxBytes, TIME))
                    .forwardedBeside(direct));
        }
    }

    private void keys(Case reference, List<Case> all) {
        var without =
                Case.of("one record a request, 32 connections, no keys", reference, () -> keyed(pair().without()));
        all.add(without);
        all.add(Case.of("one record a request, 32 connections, with keys", reference, () -> keyed(pair().with()))
                .comparedWith(without));
    }

    private Measure keyed(KeysPair.Side side) {
        return closed(side.request(), side.weir().pid(), side.load());
    }

    /** Started for the first of its cases; idles during all others. */
    private KeysPair pair() {
        if (keys == null) {
            try {
                keys = KeysPair.start(startUp, REPORT, SENT);
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return keys;
    }

    private void batches(String format, Function<Integer, Request> request, Case reference, List<Case> all) {
        for (int records : List.of(100, 1_000)) {
            var name = "%,d records a request, 8 connections, %s".formatted(records, format);
            var one = Case.of(name, reference, () -> vertx(request.apply(records), 8, true));
            if (format.equals("json")) {
                var least = Case.floor(name, reference, () -> toFloor(request.apply(records), 8));
                all.add(least);
                all.add(one.above(least));
            } else {
                all.add(one);
            }
        }
    }

    private Measure single(String query, int connections) {
        var request = Request.raw(SENT, query);
        return closed(request, generator.load(weir.port(), request, connections));
    }

    private Measure vertx(Request request, int connections, boolean keepAlive) {
        return closed(request, new HttpLoad(weir.port(), request, connections, keepAlive));
    }

    private Measure singleToFloor(int connections) {
        var request = Request.raw(SENT, "");
        return closed(request, floor.pid(), generator.load(floor.port(), request, connections));
    }

    private Measure toFloor(Request request, int connections) {
        return closed(request, floor.pid(), new HttpLoad(floor.port(), request, connections, true));
    }

    private Measure closed(Request request, Load load) {
        return closed(request, weir.pid(), load);
    }

    private Measure closed(Request request, long pid, Load load) {
        try (load) {
            return answered(request, pid, load::closed);
        }
    }

    private Measure open(int perSecond) {
        var request = Request.raw(SENT, "");
        try (var load = new HttpLoad(weir.port(), request, 32, true)) {
            return answered(request, weir.pid(), time -> load.open(perSecond, time));
        }
    }

    private Measure answered(Request request, long pid, Function<Duration, Load.Answered> load) {
        var unused = load.apply(WARM_UP);
        var service = Usage.of(pid);
        var kafka = Usage.of(broker.pid());
        var answered = load.apply(TIME);
        var after = Usage.of(pid);
        return new Measure(
                answered.requests() * request.records(),
                answered.seconds(),
                after.cpuSeconds() - service.cpuSeconds(),
                Usage.of(broker.pid()).cpuSeconds() - kafka.cpuSeconds(),
                after,
                answered.latency());
    }

    private Measure timed(long records, DoubleSupplier work) {
        return timed(weir.pid(), records, work);
    }

    private Measure timed(long pid, long records, DoubleSupplier work) {
        var service = Usage.of(pid);
        var kafka = Usage.of(broker.pid());
        double seconds = work.getAsDouble();
        var after = Usage.of(pid);
        return new Measure(
                records,
                seconds,
                after.cpuSeconds() - service.cpuSeconds(),
                Usage.of(broker.pid()).cpuSeconds() - kafka.cpuSeconds(),
                after,
                null);
    }
}
