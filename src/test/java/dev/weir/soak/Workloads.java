package dev.weir.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** All workloads at once, each on a thread of its own, until they are stopped. */
final class Workloads {

    private final Tally tally;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Workloads(Tally tally) {
        this.tally = tally;
    }

    void start(List<Workload> workloads) {
        for (var workload : workloads) {
            var thread = new Thread(() -> run(workload), "soak-" + workload.name());
            threads.add(thread);
            thread.start();
        }
    }

    private void run(Workload workload) {
        try {
            do {
                attempt(workload, workload::step);
            } while (!stop.await(workload.pause().toMillis(), TimeUnit.MILLISECONDS));
            attempt(workload, workload::end);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Workload workload, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (IOException | RuntimeException broken) {
            tally.complain(workload.name() + " could not go on: " + broken);
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Returns when each has ended. */
    void stop() throws InterruptedException {
        stop.countDown();
        for (var thread : threads) {
            thread.join();
        }
    }
}
