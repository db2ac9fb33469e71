package dev.weir.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.testing.ForeignPrograms;
import dev.weir.testing.OwnTopic;
import dev.weir.testing.RawHttp;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A web page of another origin in a real browser, on the machine that Weir runs on, can neither write nor read. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class ForeignPageTest {

    private static final String BROWSER = "chromium";

    private static final long TIMEOUT_SECONDS = 120;

    /** Every request that a page can send without a preflight, and requests with one. */
    private static final String PAGE = """
            <!doctype html><title>a page of somebody else</title>
            <iframe name="answer"></iframe>
            <form id="form" method="post" enctype="text/plain" target="answer" action="WEIR/topics/TOPIC/records">
              <input name="stolen" value="form"></form>
            <script>
              const weir = 'WEIR', topic = 'TOPIC', told = [];
              const tell = (what, how) => how.then(r => r.type === 'opaque' ? 'opaque' : r.text())
                  .then(text => told.push(what + ': ' + text), refused => told.push(what + ': refused'));
              const post = (path, body, type) => fetch(weir + path, {method: 'POST', mode: 'no-cors', body:
                  new Blob([body], type ? {type} : {})});
              const loaded = what => new Promise(done => { what.onload = what.onerror = done; });
              (async () => {
                await tell('text', post('/topics/' + topic + '/records', 'stolen', 'text/plain'));
                await tell('blob', post('/topics/' + topic + '/records', 'stolen'));
                await tell('batch', post('/topics/' + topic, '{"records":[{"value":"stolen"}]}'));
                await tell('truncate', post('/admin/topics/' + topic + '/truncate', '{"before":{"0":-1}}'));
                await tell('create', post('/admin/topics', '{"topic_name":"' + topic + '.stolen"}'));
                await tell('generate', post('/generators', '{"topic":"' + topic + '","value":"stolen","count":1}'));
                await tell('reset', post('/groups/' + topic + '/offsets', '{"topic":"' + topic + '","to":"latest"}'));
                await tell('instance', post('/consumers/' + topic, '{"name":"stolen"}'));
                await tell('delete', fetch(weir + '/admin/topics/' + topic, {method: 'DELETE'}));
                await tell('json', fetch(weir + '/topics/' + topic, {method: 'POST', body: '{"records":[{"value":1}]}',
                    headers: {'Content-Type': 'application/vnd.kafka.json.v2+json'}}));
                await tell('read', fetch(weir + '/topics/' + topic + '/records'));
                await tell('names', fetch(weir + '/topics'));
                await tell('health', fetch(weir + '/q/health'));
                navigator.sendBeacon(weir + '/topics/' + topic + '/records', new Blob(['stolen'], {type: 'text/plain'}));
                const image = new Image(), seen = loaded(image);
                image.src = weir + '/topics/' + topic + '/records';
                await seen;
                const frame = loaded(document.querySelector('iframe'));
                document.getElementById('form').submit();
                await frame;
                await fetch('/done', {method: 'POST', body: told.join('\\n')});
              })();
            </script>
            """;

    @TestHTTPResource
    URI weir;

    @Test
    void a_page_of_a_foreign_origin_can_neither_write_nor_read(TestTopic topic, @TempDir Path profile)
            throws Exception {
        ForeignPrograms.need(BROWSER);
        assertThat(new RawHttp(weir)
                        .post("/topics/" + topic + "/records", "text/plain", "mine")
                        .status())
                .isEqualTo(200);

        var told = visit(topic, profile);

        assertThat(told.lines())
                .as("each request has reached Weir, or was refused by the browser for Weir's answer")
                .hasSize(13)
                .allMatch(line -> line.endsWith(": opaque") || line.endsWith(": refused"));
        assertThat(topic.values()).containsExactly("mine");
        assertThat(new RawHttp(weir)
                        .send("GET /topics/" + topic + ".stolen", List.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(new RawHttp(weir).send("GET /groups/" + topic, List.of(), "").status())
                .isEqualTo(404);
    }

    private String visit(TestTopic topic, Path profile) throws Exception {
        var told = new CompletableFuture<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var page = PAGE.replace("WEIR", "http://localhost:" + weir.getPort()).replace("TOPIC", topic.name());
        server.createContext("/", exchange -> answer(exchange, page));
        server.createContext("/done", exchange -> {
            told.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "");
        });
        server.start();
        var log = profile.resolve("browser.log").toFile();
        var process = new ProcessBuilder(
                        BROWSER,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + profile.resolve("profile"),
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            return told.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
