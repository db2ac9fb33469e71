package dev.weir;

import static dev.weir.testing.Deadlines.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.broker.TestBroker;
import dev.weir.promise.WeirProcess;
import dev.weir.testing.Compressed;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.TestTopic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hundreds of clients send nearly all of a body and then stall, to a Weir with the heap of {@code ./weir}. */
@ExtendWith(OwnTopic.class)
class UnfinishedBodiesIT {

    private static final int NEARLY_ALL = 1_900_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static final byte[] DIGITS = "1".repeat(NEARLY_ALL).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CODED = coded();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @CsvSource({
        "500, /records, text/plain, ''",
        "130, '', application/vnd.kafka.json.v2+json, ''",
        "130, /records, application/x-ndjson, ''",
        "130, /records, text/plain, zstd"
    })
    void do_not_delay_other_clients(int clients, String address, String type, String coding, TestTopic topic)
            throws Exception {
        List<SocketChannel> halves = new ArrayList<>();
        try (var weir = WeirProcess.startScript(Path.of("."), "unfinished", TestBroker.bootstrapServers(), Map.of())) {
            var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), weir.port());
            assertThat(send(weir, topic)).isEqualTo(200);
            for (int i = 0; i < clients; i++) {
                halves.add(half(server, "/topics/" + topic + address, type, coding));
                if (i % 10 == 0) {
                    assertThat(send(weir, topic)).isEqualTo(200);
                }
            }

            await().atMost(TIMEOUT)
                    .untilAsserted(() -> assertThat(send(weir, topic)).isEqualTo(200));
            assertThat(weir.isRunning()).isTrue();
            assertThat(weir.log()).doesNotContain("OutOfMemoryError");
        } finally {
            for (var half : halves) {
                half.close();
            }
        }
    }

    private static byte[] coded() {
        var noise = new byte[2 * NEARLY_ALL];
        new Random(1).nextBytes(noise);
        return Arrays.copyOf(Compressed.by("zstd", noise), NEARLY_ALL);
    }

    private int send(WeirProcess weir, TestTopic topic) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + weir.port() + "/topics/" + topic + "/records"))
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString("healthy"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Sends as much as the server reads at once, up to nearly the whole body; the server may close the connection. */
    private static SocketChannel half(InetSocketAddress server, String address, String type, String coding)
            throws IOException {
        var client = SocketChannel.open(server);
        var head = "POST " + address + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: 2000000\r\n" + (coding.isEmpty() ? "" : "Content-Encoding: " + coding + "\r\n")
                + "\r\n";
        var bytes = ByteBuffer.allocate(head.length() + NEARLY_ALL)
                .put(head.getBytes(StandardCharsets.US_ASCII))
                .put(coding.isEmpty() ? DIGITS : CODED)
                .flip();
        client.configureBlocking(false);
        int idle = 0;
        try {
            while (bytes.hasRemaining() && idle < 1_000) {
                idle = client.write(bytes) == 0 ? idle + 1 : 0;
                Thread.onSpinWait();
            }
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        return client;
    }
}
