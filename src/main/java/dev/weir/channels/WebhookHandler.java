package dev.weir.channels;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * POSTs each record to a URL, as a CloudEvent.
 *
 * <p>2xx is done. No answer in time, 408, 425, 429 and 5xx are tried again, later and later, or when
 * {@code Retry-After} says; while that goes on no other record of the channel's consumer is read, so their order holds.
 * Anything else will not be better the next time. The receiver may see a record again: {@code ce-source} and
 * {@code ce-id} tell.
 */
final class WebhookHandler implements RecordHandler {

    private static final Logger LOG = Logger.getLogger(WebhookHandler.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private record Reply(int status, String retryAfter, String problem) {

        boolean isDone() {
            return status >= 200 && status < 300;
        }

        boolean isWorthAnotherTry() {
            return status == 0 || status == 408 || status == 425 || status == 429 || status >= 500;
        }
    }

    private final ChannelsConfig.Webhook config;
    private final HttpClient http;
    private final CountDownLatch stopping = new CountDownLatch(1);

    WebhookHandler(ChannelsConfig.Webhook config, Vertx vertx) {
        this.config = config;
        http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setKeepAlive(true));
    }

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record) throws Exception {
        var request = request(record);
        var body = record.value() == null ? Buffer.buffer() : Buffer.buffer(record.value());
        for (int attempt = 1; ; attempt++) {
            var reply = post(request, body);
            if (reply.isDone()) {
                return;
            }
            if (!reply.isWorthAnotherTry() || attempt == config.attempts()) {
                throw new WebhookRejectedException("The webhook " + reply.problem(), attempt);
            }
            var pause = pause(attempt, reply.retryAfter());
            LOG.warnf(
                    "%s[%d]@%d waits %d ms for attempt %d: the webhook %s",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    pause.toMillis(),
                    attempt + 1,
                    reply.problem());
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ShutdownException();
            }
        }
    }

    /** Ends the waiting for another try. */
    void stop() {
        stopping.countDown();
    }

    private RequestOptions request(ConsumerRecord<byte[], byte[]> record) {
        var headers = CloudEvent.headers(record, config.contentType());
        config.headers().forEach(headers::set);
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(config.url().orElseThrow().toString())
                .setTimeout(config.timeout().toMillis())
                .setHeaders(headers);
    }

    private Reply post(RequestOptions request, Buffer body) throws InterruptedException {
        try {
            return http.request(request)
                    .compose(begun -> begun.send(body))
                    .compose(response -> response.body().map(rest -> reply(response)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException unanswered) {
            return new Reply(0, null, "did not answer: " + unanswered.getCause().getMessage());
        }
    }

    private static Reply reply(HttpClientResponse response) {
        return new Reply(
                response.statusCode(),
                response.getHeader("Retry-After"),
                "answered %d %s".formatted(response.statusCode(), response.statusMessage()));
    }

    private Duration pause(int attempt, String retryAfter) {
        if (retryAfter != null && retryAfter.matches("\\d{1,9}")) {
            return least(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        return least(config.backoff().multipliedBy(1L << Math.min(attempt - 1, 20)));
    }

    private static Duration least(Duration wanted) {
        return wanted.compareTo(MAX_BACKOFF) < 0 ? wanted : MAX_BACKOFF;
    }
}
