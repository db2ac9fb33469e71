package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.RawHttp;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Resources, the REST layer and the server below it reject requests with the same error body. */
@QuarkusTest
class ErrorBodyTest {

    @TestHTTPResource
    URI server;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # method and address                        | header                                              | body | status
            GET /nothing/here                           | `X-None: 1`                                         | ``   | 404
            GET /topics/a/b/c/d                         | `X-None: 1`                                         | ``   | 404
            GET /q/nothing                              | `X-None: 1`                                         | ``   | 404
            POST /                                      | `Content-Length: 0`                                 | ``   | 405
            PUT /topics                                 | `Content-Length: 0`                                 | ``   | 405
            PUT /topics/a                               | `Content-Length: 0`                                 | ``   | 405
            PUT /topics/a/partitions/0                  | `Content-Length: 0`                                 | ``   | 405
            POST /groups                                | `Content-Length: 0`                                 | ``   | 405
            PUT /admin/topics/a                         | `Content-Length: 0`                                 | ``   | 405
            PUT /topics/a/records                       | `Content-Length: 0`                                 | ``   | 405
            DELETE /topics/a/records                    | `Content-Length: 0`                                 | ``   | 405
            PROPFIND /topics/a/records                  | `Content-Length: 0`                                 | ``   | 405
            POST /topics/a/records                      | `Accept: text/html`                                 | ``   | 406
            POST /topics/a/records                      | `Accept: nonsense`                                  | ``   | 406
            POST /topics/a                              | `Content-Type: text/html~Content-Length: 2` | `{}` | 415
            POST /topics/a                              | `Content-Type: nonsense~Content-Length: 2` | `{}` | 415
            POST /topics/a                              | `Content-Type: /~Content-Length: 2` | `{}` | 415
            POST /topics/a                              | `Content-Type: application/json`                    | ``   | 400
            POST /topics/a/partitions/x                 | `Content-Type: application/json`                    | ``   | 400
            POST /topics/a/records?acks=x               | `Content-Length: 0`                                 | ``   | 400
            POST /topics/a/records?partition=x          | `Content-Length: 0`                                 | ``   | 400
            POST /topics/%ff/records                    | `Content-Length: 0`                                 | ``   | 400
            POST /topics/ErrorBodyTest.unknown/records  | `Content-Length: 0`                                 | ``   | 404
            POST /topics/__consumer_offsets/records     | `Content-Length: 0`                                 | ``   | 403
            POST /topics/a/records                      | `Content-Length: 2097153`                           | ``   | 413
            POST /topics/a/records                      | `Transfer-Encoding: xchunked`                       | ``   | 400
            POST /topics/a/records                      | `Transfer-Encoding: gzip, chunked`                  | ``   | 400
            GET /receipts/none                          | `X-None: 1`                                         | ``   | 404
            GET /receipts?from=x                        | `X-None: 1`                                         | ``   | 400
            """)
    void every_error_response_has_the_error_body(String what, String header, String body, int status) {
        var answer = new RawHttp(server).send(what, List.of(header.split("~", -1)), body);

        assertThat(answer.status()).isEqualTo(status);
        assertIsTheErrorBody(answer);
    }

    static Stream<Arguments> noHttp() {
        return Stream.of(
                Arguments.of(400, request("POST /topics/a/records", "Content-Length: abc")),
                Arguments.of(400, request("POST /topics/a/records", "Content-Length: -1")),
                Arguments.of(400, request("POST /topics/a/records", "Content-Length: 9223372036854775808")),
                Arguments.of(400, request("POST /topics/a/records", "Content-Length: 1\r\nContent-Length: 2")),
                Arguments.of(400, request("POST /topics/a/records", "Bad\u0001Header: 1")),
                Arguments.of(400, "hello\r\n\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"),
                Arguments.of(400, "GET / HTTP/1.1\r\nHost: a:b:c\r\nConnection: close\r\n\r\n"),
                Arguments.of(404, "GET nothing HTTP/1.1\r\nHost: weir\r\nConnection: close\r\n\r\n"),
                Arguments.of(414, request("GET /" + "x".repeat(20_000), "X-None: 1")),
                Arguments.of(414, request("GET /topics/a/records?key=" + "x".repeat(100_000), "X-None: 1")),
                Arguments.of(431, request("GET /nothing", "X-Long: " + "x".repeat(20_000))),
                Arguments.of(431, request("GET /nothing", "X-Many: x\r\n".repeat(5_000) + "X-Last: 1")));
    }

    @ParameterizedTest
    @MethodSource("noHttp")
    void malformed_http_gets_the_error_body_too(int status, String request) {
        var answer = new RawHttp(server).send(request.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(status);
        assertIsTheErrorBody(answer);
    }

    private static String request(String what, String header) {
        return RawHttp.request(what, List.of(header), "");
    }

    private static void assertIsTheErrorBody(RawHttp.Answer answer) {
        assertThat(answer.body())
                .matches("(?s)\\{\"error_code\":" + answer.status() + ",\"message\":\"[^\"]+\".*}")
                .doesNotContain("Exception", "\tat ", "\\tat ", "dev.weir", "java.", "jakarta.", "io.", "org.");
        assertThat(answer.head()).containsIgnoringCase("content-type: application/vnd.kafka.v2+json");
    }
}
