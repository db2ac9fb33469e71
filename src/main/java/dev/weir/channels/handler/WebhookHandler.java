package dev.weir.channels.handler;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * POSTs each record to a URL, as a CloudEvent.
 *
 * <p>2xx acknowledges the record. A timeout, 408, 425, 429 and 5xx are retried with back-off, or when
 * {@code Retry-After} says; meanwhile the channel's consumer hands on no other record, which keeps their order. Any
 * other response is final. The receiver may get a record twice and can tell by {@code ce-source} and {@code ce-id}.
 */
@Identifier(WebhookHandler.NAME)
@ApplicationScoped
class WebhookHandler implements RecordHandler {

    static final String NAME = "webhook";

    private static final Logger LOG = Logger.getLogger(WebhookHandler.class);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private record Response(int status, String retryAfter, String problem) {

        boolean isAccepted() {
            return status >= 200 && status < 300;
        }

        boolean isRetriable() {
            return status == 0 || status == 408 || status == 425 || status == 429 || status >= 500;
        }
    }

    private final ChannelsConfig.Webhook config;
    private final HttpClient http;
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Inject
    WebhookHandler(ChannelsConfig config, Vertx vertx) {
        this(config.webhook(), vertx);
    }

    /** Sends to another webhook than that of the configuration. */
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
            var response = post(request, body);
            if (response.isAccepted()) {
                return;
            }
            if (!response.isRetriable() || attempt == config.attempts()) {
                throw new WebhookRejectedException("The webhook " + response.problem(), attempt);
            }
            var backoff = backoff(attempt, response.retryAfter());
            LOG.warnf(
                    "%s[%d]@%d waits %d ms for attempt %d: the webhook %s",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    backoff.toMillis(),
                    attempt + 1,
                    response.problem());
            if (stopping.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ShutdownException();
            }
        }
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownDelayInitiatedEvent started) {
        stop();
    }

    /** Ends the back-off of a record that waits for its next attempt. */
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

    private Response post(RequestOptions request, Buffer body) throws InterruptedException {
        try {
            return http.request(request)
                    .compose(connection -> connection.send(body))
                    .compose(response -> response.body().map(ignored -> response(response)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException failed) {
            return new Response(0, null, "did not answer" + reason(failed.getCause()));
        }
    }

    /** Vert.x's message for a timeout quotes the address, which may have a token in it. */
    private String reason(Throwable failure) {
        return failure instanceof TimeoutException
                ? " within %d ms".formatted(config.timeout().toMillis())
                : ": " + failure.getMessage();
    }

    private static Response response(HttpClientResponse response) {
        return new Response(
                response.statusCode(),
                response.getHeader("Retry-After"),
                "answered %d %s".formatted(response.statusCode(), response.statusMessage()));
    }

    private Duration backoff(int attempt, String retryAfter) {
        if (retryAfter != null && retryAfter.matches("\\d{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        return bounded(config.backoff().multipliedBy(1L << Math.min(attempt - 1, 20)));
    }

    private static Duration bounded(Duration wanted) {
        return wanted.compareTo(MAX_BACKOFF) < 0 ? wanted : MAX_BACKOFF;
    }
}
