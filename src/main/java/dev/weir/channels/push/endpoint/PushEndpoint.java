package dev.weir.channels.push.endpoint;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.weir.channels.push.delivery.PushResponse;
import dev.weir.http.secret.SecretsFile;
import dev.weir.http.secret.WebhookSecret;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sends records to the URL of a push. Follows no redirect, and connects to no address that {@link AddressRules} refuse.
 *
 * <p>Called on one event loop.
 */
public final class PushEndpoint implements AutoCloseable {

    /** A longer response is cut off: only its beginning is of interest. */
    private static final long MAX_RESPONSE_BYTES = 1 << 20;

    private final EndpointSettings settings;
    private final Vertx vertx;
    private final InstantSource clock;
    private final HttpClient http;
    private final CheckedResolver resolver;
    private final RequestBuilder requests;
    private final RequestSigner signer;
    private final List<String> secretTexts = new ArrayList<>();
    private final long secretsTimer;

    /**
     * An endpoint; connects with its first request.
     *
     * @throws IllegalArgumentException where the secrets are not valid; says what is wrong, without them
     */
    public PushEndpoint(EndpointSettings settings, InstantSource clock, Ticker ticker, Vertx vertx) {
        this.settings = settings;
        this.vertx = vertx;
        this.clock = clock;
        resolver = new CheckedResolver(
                settings.url().host(),
                "weir.push.%s.allowed-hosts".formatted(settings.name()),
                new AddressRules(settings.allowedHosts()),
                ticker,
                vertx);
        requests = new RequestBuilder(settings.content(), settings.contentType());
        http = vertx.createHttpClient(
                options(settings),
                new PoolOptions().setHttp1MaxSize(settings.connections()).setHttp2MaxSize(1));
        secretTexts.addAll(settings.headers().values());
        if (settings.url().path().length() > 1) {
            secretTexts.add(settings.url().path());
        }
        if (settings.secretsFile().isPresent()) {
            var secrets = new SecretsFile(settings.secretsFile().get(), WebhookSecret::parse);
            signer = new RequestSigner(secrets, clock);
            secretsTimer = secrets.watch(vertx);
        } else {
            signer = null;
            secretsTimer = -1;
        }
    }

    /** Sends records in one request; the future never fails. */
    public Future<PushResponse> send(List<ConsumerRecord<byte[], byte[]>> records) {
        var request = requests.of(records);
        settings.headers().forEach(request.headers()::set);
        if (signer != null) {
            signer.sign(request.headers(), RecordPlace.of(records), request.body());
        }
        Promise<PushResponse> outcome = Promise.promise();
        var attempt = new Attempt(outcome);
        long timer = vertx.setTimer(settings.timeout().toMillis(), late -> attempt.cancel());
        resolver.resolve()
                .compose(address -> attempt.begin(address, request))
                .recover(thrown -> Future.succeededFuture(failure(thrown)))
                .onSuccess(outcome::tryComplete);
        return outcome.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    @Override
    public void close() {
        vertx.cancelTimer(secretsTimer);
        http.close();
    }

    /** One request, which ends with its response or with the timeout. */
    private final class Attempt {

        private final Promise<PushResponse> outcome;
        private HttpClientRequest request;

        private Attempt(Promise<PushResponse> outcome) {
            this.outcome = outcome;
        }

        private Future<PushResponse> begin(InetAddress address, PushRequest content) {
            var url = settings.url();
            var options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                    .setHost(url.host())
                    .setPort(url.port())
                    .setSsl(url.isSecure())
                    .setURI(url.path())
                    .setHeaders(content.headers())
                    .setFollowRedirects(false);
            return http.request(options)
                    .onFailure(thrown -> resolver.failed())
                    .compose(connected -> {
                        request = connected;
                        if (outcome.future().isComplete()) {
                            connected.reset();
                            return Future.failedFuture(new TimeoutException());
                        }
                        return connected.send(content.body());
                    })
                    .compose(this::read);
        }

        private Future<PushResponse> read(HttpClientResponse response) {
            Promise<PushResponse> read = Promise.promise();
            var excerpt = new ResponseExcerpt(secretTexts);
            var length = new long[1];
            response.handler(part -> {
                excerpt.add(part);
                length[0] += part.length();
                if (length[0] > MAX_RESPONSE_BYTES && read.tryComplete(PushEndpoint.this.response(response, excerpt))) {
                    request.reset();
                }
            });
            response.exceptionHandler(read::tryFail);
            response.endHandler(end -> read.tryComplete(PushEndpoint.this.response(response, excerpt)));
            return read.future();
        }

        private void cancel() {
            var late = PushResponse.none(
                    "did not respond within %d ms".formatted(settings.timeout().toMillis()));
            if (outcome.tryComplete(late) && request != null) {
                request.reset();
            }
        }
    }

    private PushResponse response(HttpClientResponse response, ResponseExcerpt excerpt) {
        int status = response.statusCode();
        boolean isAccepted = status >= 200 && status < 300;
        return new PushResponse(
                status,
                isAccepted ? null : retryAfter(response.getHeader("Retry-After")),
                isAccepted ? null : "responded " + status,
                excerpt.toString());
    }

    /** Messages of the client may quote the address, which may have a token in it; those of the resolver do not. */
    private static PushResponse failure(Throwable thrown) {
        if (thrown instanceof UnknownHostException) {
            return PushResponse.none("did not respond: " + thrown.getMessage());
        }
        return PushResponse.none("did not respond: " + ConnectionProblem.of(thrown));
    }

    private Duration retryAfter(String text) {
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException neither) {
            return null;
        }
    }

    private static HttpClientOptions options(EndpointSettings settings) {
        var options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeout().toMillis())
                .setKeepAlive(true)
                .setTcpKeepAlive(true);
        settings.tls().ifPresent(tls -> TlsConfigUtils.configure(options, tls));
        if (settings.multiplexing() && settings.url().isSecure()) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setUseAlpn(true)
                    .setHttp2MultiplexingLimit(settings.connections());
        }
        return options;
    }
}
