package dev.weir.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A web page of another origin that tries to use a Weir on the machine of its reader, with the reader's credentials.
 */
public final class HostilePage implements AutoCloseable {

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
              const post = (path, body, type) => fetch(weir + path, {method: 'POST', mode: 'no-cors', credentials: 'include', body:
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
                await tell('delete', fetch(weir + '/admin/topics/' + topic, {method: 'DELETE', credentials: 'include'}));
                await tell('json', fetch(weir + '/topics/' + topic, {method: 'POST', credentials: 'include', body: '{"records":[{"value":1}]}',
                    headers: {'Content-Type': 'application/vnd.kafka.json.v2+json'}}));
                await tell('read', fetch(weir + '/topics/' + topic + '/records', {credentials: 'include'}));
                await tell('names', fetch(weir + '/topics', {credentials: 'include'}));
                await tell('health', fetch(weir + '/q/health', {credentials: 'include'}));
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

    private final CompletableFuture<String> told = new CompletableFuture<>();
    private final HttpServer server;

    /** Serves the page. */
    public HostilePage(URI weir, TestTopic topic) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var page = PAGE.replace("WEIR", "http://localhost:" + weir.getPort()).replace("TOPIC", topic.name());
        server.createContext("/", exchange -> answer(exchange, page));
        server.createContext("/done", exchange -> {
            told.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "");
        });
        server.start();
    }

    /** Its address, whose origin is none of Weir's. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Waits until a browser has shown it; returns a line for each request, with what the page has learned from it. */
    public List<String> told() throws Exception {
        return told.get(TIMEOUT_SECONDS, TimeUnit.SECONDS).lines().toList();
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
