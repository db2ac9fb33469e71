package dev.weir.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.BrokerProcess;
import dev.weir.broker.TestBroker;
import dev.weir.promise.CheckedLoad;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Deadlines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

/** Valid and hostile load of all kinds at once, on a Weir that is started as the README says. */
class SoakIT {

    private static final Duration TIME = Duration.ofSeconds(90);
    private static final String NOISE = "soak-noise";
    private static final String LARGE = "soak-large";
    private static final String WIDE = "soak-wide";

    private final SoakForm form = SoakForm.now();
    private final Tally tally = new Tally();
    private final SoakReport report = new SoakReport();
    private final Set<String> read = ConcurrentHashMap.newKeySet();

    @Test
    void resources_stay_level_and_no_record_is_lost_under_load_of_all_kinds() throws Exception {
        // Others than the first cannot keep more than that.
        var small = Map.of("log.retention.check.interval.ms", "10000", "log.segment.bytes", "8388608");
        try (var broker = TestBroker.another("soak", small)) {
            broker.start();
            makeTopics(broker);
            var settings = Map.of("weir.consumers.idle-timeout", "45s");
            try (var weir = WeirProcess.startScript(Path.of("."), "soak", broker.bootstrapServers(), settings)) {
                soak(weir, broker);
            }
        }
    }

    private void soak(WeirProcess weir, BrokerProcess broker) throws Exception {
        var checked = new CheckedLoad(weir, broker.bootstrapServers(), "soak-checked");

        load(weir, checked, "warm-up", form.warmUp());
        rest(weir, form.rest());
        var before = atRest(weir);
        var underLoad = load(weir, checked, "load", form.load());
        rest(weir, form.rest());
        var after = atRestAgain(weir, before);

        readToTheEnd(weir, broker, checked);
        var unread = checked.written();
        unread.removeAll(read);
        var broken = new ArrayList<>(checked.violations());
        checked.outcomes().forEach(one -> tally.add("checked " + one.kind(), one.status(), one.nanos()));
        report.samples(before, underLoad, after);
        report.requests(tally.rows());
        broken.addAll(Levels.of(form).broken(before, after));
        broken.addAll(tally.complaints());
        if (!unread.isEmpty()) {
            broken.add(unread.size() + " records were not read by the group, such as "
                    + unread.iterator().next());
        }
        tally.rows().forEach((kind, row) -> {
            if (!kind.startsWith("hostile") && row.served() < row.count() * 9 / 10) {
                broken.add("Of " + row.count() + " requests of the kind '" + kind + "' only " + row.served()
                        + " were served");
            }
        });
        broken.forEach(line -> report.remark("* " + line));
        report.print();

        assertThat(broken).isEmpty();
        assertThat(weir.log()).doesNotContain("OutOfMemoryError");
    }

    private List<Sample> load(WeirProcess weir, CheckedLoad checked, String phase, Duration time) throws Exception {
        var workloads = new Workloads(tally);
        checked.start(phase);
        workloads.start(workloads(weir, checked.topic(), phase));
        var samples = sampled(weir, time);
        workloads.stop();
        checked.stop();
        return samples;
    }

    private List<Workload> workloads(WeirProcess weir, String topic, String phase) {
        int port = weir.port();
        var http = new Http(port, tally);
        return Stream.of(
                        new Probes(http, tally),
                        new GroupMember(http, topic, "one", true, read),
                        new GroupMember(http, topic, "two", true, read),
                        new GroupMember(http, topic, "passing", false, read),
                        new PassingInstances(http, NOISE),
                        new PassingReaders(port, tally, "readers", List.of(NOISE, topic)),
                        new PassingReaders(port, tally, "readers-of-large", List.of(LARGE)),
                        new PassingReaders(port, tally, "readers-of-wide", List.of(WIDE)),
                        new LargeRecords(http, LARGE, "a", form.largeReaders() / 2),
                        new LargeRecords(http, LARGE, "b", form.largeReaders() / 2),
                        new Generating(http, tally, NOISE),
                        new Generating(http, tally, WIDE),
                        new Administration(http, phase),
                        new PatternBombs(port, http, tally),
                        new UnfinishedBodies(
                                port, tally, form.isLong() ? Duration.ofSeconds(40) : Duration.ofSeconds(4)),
                        new HostileRequests(port, tally, hostile()))
                .filter(workload -> !form.without().contains(workload.name()))
                .toList();
    }

    private List<Hostile> hostile() {
        return Arrays.stream(Hostile.values())
                .filter(one -> !form.without().contains(one.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private List<Sample> sampled(WeirProcess weir, Duration time) {
        var samples = new ArrayList<Sample>();
        long begun = System.nanoTime();
        Deadlines.await()
                .atMost(time.plusMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    var passed = Duration.ofNanos(System.nanoTime() - begun);
                    try {
                        samples.add(Sample.of(weir.pid(), passed.toSeconds()));
                    } catch (IOException ended) {
                        Deadlines.await().atMost(Duration.ofSeconds(10)).until(() -> !weir.isRunning());
                    }
                    return passed.compareTo(time) >= 0 || !weir.isRunning();
                });
        if (!weir.isRunning()) {
            throw new AssertionError("Weir has ended; see " + weir.logFile() + "; so far: " + tally.complaints());
        }
        return samples;
    }

    private static void rest(WeirProcess weir, Duration time) {
        Deadlines.await("Weir keeps running")
                .during(time)
                .atMost(time.plusMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(weir::isRunning);
    }

    private static Sample atRest(WeirProcess weir) throws IOException, InterruptedException {
        long alive = Jcmd.heapAfterCollection(weir.pid());
        return Sample.of(weir.pid(), 0).withHeap(alive);
    }

    /** Connections and instances without a client end by their timeouts within this time. */
    private Sample atRestAgain(WeirProcess weir, Sample before) throws IOException, InterruptedException {
        long end = System.nanoTime() + TIME.toNanos();
        Deadlines.await()
                .atMost(TIME.plusMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> System.nanoTime() > end
                        || Levels.of(form)
                                .broken(before, Sample.of(weir.pid(), 0))
                                .isEmpty());
        return atRest(weir);
    }

    /** Has one member of the group read the remaining records. */
    private void readToTheEnd(WeirProcess weir, BrokerProcess broker, CheckedLoad checked) throws Exception {
        var member = new GroupMember(new Http(weir.port(), tally), checked.topic(), "last", true, read);
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            long written = checked.written().size();
            long end = System.nanoTime() + TIME.toNanos();
            long committed = 0;
            while (committed < written && System.nanoTime() < end) {
                member.step();
                committed =
                        admin
                                .listConsumerGroupOffsets(GroupMember.GROUP)
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .values()
                                .stream()
                                .mapToLong(OffsetAndMetadata::offset)
                                .sum();
            }
        }
        member.end();
    }

    private void makeTopics(BrokerProcess broker) throws Exception {
        var bounded = Map.of("retention.bytes", "33554432");
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(
                            new NewTopic("web_log", 1, (short) 1).configs(bounded),
                            new NewTopic("web_log.dead", 1, (short) 1).configs(bounded),
                            new NewTopic(NOISE, 4, (short) 1).configs(bounded),
                            new NewTopic(LARGE, 2, (short) 1).configs(bounded),
                            new NewTopic(WIDE, form.partitions(), (short) 1).configs(bounded)))
                    .all()
                    .get();
        }
    }
}
