package dev.weir.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the console as any HTTP client gets them. */
@QuarkusTest
class ConsoleFilesTest {

    private static final Path DIRECTORY = Path.of("src/main/resources/META-INF/resources/console");

    @TestHTTPResource
    URI weir;

    @ParameterizedTest
    @CsvSource(textBlock = """
            /console/,                                          text/html; charset=utf-8
            /console/index.html,                                text/html; charset=utf-8
            /console/app.js,                                    text/javascript; charset=utf-8
            /console/lib/lit-html.js,                           text/javascript; charset=utf-8
            /console/console.css,                               text/css; charset=utf-8
            /console/icon.svg,                                  image/svg+xml
            /console/fonts/ibm-plex-mono-latin-400-normal.woff2, font/woff2
            """)
    void a_file_has_its_type_and_headers_against_injected_scripts(String path, String type) {
        var answer = get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head())
                .containsIgnoringCase("Content-Type: " + type)
                .containsIgnoringCase("Content-Security-Policy: default-src 'self'; object-src 'none'")
                .containsIgnoringCase("frame-ancestors 'none'")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .containsIgnoringCase("Referrer-Policy: no-referrer");
    }

    @Test
    void a_browser_asks_again_for_each_file_but_a_font_and_an_unchanged_one_is_not_sent_twice() {
        var first = get("/console/app.js");
        var tag = first.head()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "etag: ", 0, "etag: ".length()))
                .findFirst()
                .orElseThrow()
                .substring("etag: ".length());

        var again = get("/console/app.js", "If-None-Match: " + tag);

        assertThat(first.head()).containsIgnoringCase("Cache-Control: no-cache");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/console/fonts/ibm-plex-mono-latin-400-normal.woff2").head())
                .containsIgnoringCase("max-age=31536000, immutable");
    }

    @Test
    void text_is_compressed_for_a_client_that_accepts_it() {
        var compressed = get("/console/console.css", "Accept-Encoding: gzip");

        assertThat(compressed.head()).containsIgnoringCase("Content-Encoding: gzip");
        assertThat(get("/console/console.css").head()).doesNotContainIgnoringCase("Content-Encoding");
    }

    @Test
    void a_browser_that_opens_the_root_is_sent_to_the_console_and_a_client_of_the_API_gets_the_version() {
        var browser = get("/", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(browser.status()).isEqualTo(303);
        assertThat(browser.head()).containsIgnoringCase("Location: console/");
        assertThat(get("/console").head()).containsIgnoringCase("Location: console/");
        assertThat(get("/", "Accept: */*").body()).contains("bridge_version");
        assertThat(get("/").body()).contains("bridge_version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing.js",
                "/console/../application.properties",
                "/console/..%2F..%2F..%2Fapplication.properties",
                "/console/lib/",
                "/console/lib",
                "/console/index.class"
            })
    void nothing_else_is_served(String path) {
        assertThat(get(path).status()).isIn(400, 404);
    }

    @Test
    void the_console_is_only_read() {
        var answer = new RawHttp(weir).post("/console/app.js", "text/plain", "x");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.head()).containsIgnoringCase("Allow: GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            lib/lit-html.js, 5b38623fdb1513e0a559fc25d516f669027f937c86d4451f7e704d37c298e061
            """)
    void libraries_are_the_published_ones(String file, String sha256) throws Exception {
        assertThat(sha256(DIRECTORY.resolve(file))).isEqualTo(sha256);
    }

    @Test
    void no_file_holds_code_or_a_style_that_the_policy_forbids() throws IOException {
        try (var files = Files.list(DIRECTORY)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("innerHTML")
                        .doesNotContain("unsafeHTML")
                        .doesNotContain("eval(")
                        .doesNotContainPattern("<[a-z]+[^>]* style=")
                        .doesNotContainPattern(" on[a-z]+=\"");
            }
        }
    }

    private RawHttp.Answer get(String path, String... headers) {
        return new RawHttp(weir).send("GET " + path, List.of(headers), "");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
