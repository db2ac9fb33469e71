package dev.weir.benchmark;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.weir.broker.KafkaTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One of Kafka's tools, run to its end and measured meanwhile.
 *
 * @param lines what it has printed
 * @param usage at the last look, at most 20 ms before its end
 */
record KafkaProcess(List<String> lines, Usage usage) {

    static KafkaProcess start(KafkaTool tool, List<String> arguments) {
        ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
        try {
            var process = tool.asShipped(512, arguments).start();
            process.getOutputStream().close();
            var last = new AtomicReference<>(Usage.of(process.pid()));
            var looking = looks.scheduleAtFixedRate(
                    () -> last.updateAndGet(before -> before.andThen(Usage.of(process.pid()))), 20, 20, MILLISECONDS);
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            looking.cancel(false);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(tool + " failed: " + output);
            }
            return new KafkaProcess(output.lines().toList(), last.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            looks.shutdownNow();
        }
    }
}
