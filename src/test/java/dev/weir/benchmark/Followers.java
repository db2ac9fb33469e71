package dev.weir.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Clients that follow one topic as server-sent events, all read by one thread, and a producer that sends to it. */
final class Followers implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final byte[] VALUE =
            ("\"" + "x".repeat(Request.VALUE_BYTES - 2) + "\"").getBytes(StandardCharsets.US_ASCII);

    /** One connection and what it has received. */
    private record Follower(SocketChannel channel, Occurrences begun, Occurrences events) {}

    private final List<Follower> followers = new ArrayList<>();
    private final ByteBuffer piece = ByteBuffer.allocate(1 << 16);
    private final Selector selector;
    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long sent;

    private Followers(Selector selector, String bootstrapServers, String topic) {
        this.selector = selector;
        this.topic = topic;
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** So many followers at the end of a topic, each of which has the beginning of its response. */
    static Followers open(int port, String bootstrapServers, String topic, int count) {
        try {
            var followers = new Followers(Selector.open(), bootstrapServers, topic);
            for (int i = 0; i < count; i++) {
                followers.connect(port);
            }
            followers.await(1, true);
            return followers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seconds from the first of so many records a second until each follower has the last. */
    double follow(int perSecond, Duration time) {
        long begun = System.nanoTime();
        long records = perSecond * time.toSeconds();
        for (int i = 0; i < records; i++) {
            var unused = clock.schedule(this::send, TimeUnit.SECONDS.toNanos(i) / perSecond, TimeUnit.NANOSECONDS);
        }
        sent += records;
        try {
            await(sent, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private void send() {
        var unused = producer.send(new ProducerRecord<>(topic, null, VALUE));
    }

    private void connect(int port) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var request =
                "GET /topics/" + topic + "/records HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        var follower = new Follower(channel, new Occurrences("\nid: "), new Occurrences("\ndata: "));
        channel.register(selector, SelectionKey.OP_READ, follower);
        followers.add(follower);
    }

    /** Reads until each follower has begun, or has so many events. */
    private void await(long count, boolean begun) throws IOException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        long missing = followers.size();
        while (missing > 0) {
            selector.select(100);
            for (var key : selector.selectedKeys()) {
                var follower = (Follower) key.attachment();
                var found = begun ? follower.begun() : follower.events();
                long before = found.count();
                read(follower.channel(), found);
                missing -= before < count && found.count() >= count ? 1 : 0;
            }
            selector.selectedKeys().clear();
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%d followers lack records".formatted(missing));
            }
        }
    }

    private void read(SocketChannel channel, Occurrences found) throws IOException {
        piece.clear();
        int length = channel.read(piece);
        if (length < 0) {
            throw new IllegalStateException("A response has ended");
        }
        found.look(piece.array(), length);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close(Duration.ZERO);
        try {
            selector.close();
            for (var follower : followers) {
                follower.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
