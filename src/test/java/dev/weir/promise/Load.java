package dev.weir.promise;

import java.util.ArrayList;
import java.util.List;

/** Many clients at once, each with its own key. */
final class Load implements AutoCloseable {

    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Starts clients of which every fourth sends batches.
     *
     * @param name that no other load of the run has; part of every key
     */
    static Load start(int port, String topic, String name, int clients, History history) {
        var load = new Load();
        for (int i = 0; i < clients; i++) {
            load.add(new Client(port, topic, name + "-" + i, i % 4 == 3 ? 5 : 1, history));
        }
        load.threads.forEach(Thread::start);
        return load;
    }

    private void add(Client client) {
        clients.add(client);
        threads.add(new Thread(client, "client-" + clients.size()));
    }

    /** Whether no client has failed. */
    boolean isSending() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    /** Waits for the last response of each client. */
    @Override
    public void close() {
        clients.forEach(Client::stop);
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
