package dev.weir.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.OwnTopic;
import dev.weir.testing.RawHttp;
import dev.weir.testing.RawHttp.Answer;
import dev.weir.testing.TestTopic;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.ResponseContentTypeHandler;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that the filters would refuse are refused after the same host has sent plain ones too. */
@QuarkusTest
@ExtendWith(OwnTopic.class)
class PlainRecordFilterTest {

    private static final List<String> PLAIN = List.of("Content-Type: text/plain", "Content-Length: 5");

    @TestHTTPResource
    URI server;

    @Inject
    PlainRecordFilter filter;

    @Test
    void requests_are_plain_where_nobody_but_weir_has_filters_and_policies() {
        assertThat(filter.isRegistered()).isTrue();
    }

    @Test
    void the_topic_is_the_part_of_the_path_between_topics_and_records() {
        assertThat(PlainRecordFilter.topic("/topics/orders/records")).isEqualTo("orders");
        assertThat(PlainRecordFilter.topic("/topics/Or-de_rs.1/records")).isEqualTo("Or-de_rs.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topics//records",
                "/topics/records",
                "/topics/./records",
                "/topics/../records",
                "/topics/a/b/records",
                "/topics/a%2Eb/records",
                "/topics/a;b/records",
                "/topics/a/records/",
                "/topics/a/records?key=k",
                "//topics/a/records",
                "http://localhost/topics/a/records",
                "*"
            })
    void other_addresses_pass_the_filters(String uri) {
        assertThat(PlainRecordFilter.topic(uri)).isNull();
    }

    @Test
    void a_filter_of_the_application_is_told_from_those_of_weir() {
        var filters = new Filters();
        filters.register(RoutingContext::next, 1);
        assertThat(PlainRecordFilter.areOfWeir(filters)).isTrue();

        filters.register(ResponseContentTypeHandler.create(), 2);

        assertThat(PlainRecordFilter.areOfWeir(filters)).isFalse();
    }

    @Test
    void a_plain_request_is_answered_as_one_that_passes_the_filters(TestTopic topic) {
        var first = post(topic, PLAIN);
        var plain = post(topic, PLAIN);
        var other = post(topic, with("Weir-Test: 1"));

        assertThat(List.of(first.status(), plain.status(), other.status())).containsOnly(200);
        assertThat(head(plain)).isEqualTo(head(other)).contains("X-Content-Type-Options: nosniff");
        assertThat(plain.body()).contains("\"topic\":\"" + topic.name() + "\"");
        assertThat(topic.records()).hasSize(3);
    }

    @Test
    void refusals_of_the_endpoint_are_the_same(TestTopic topic) {
        post(topic, PLAIN);

        var plain = send("POST /topics/" + topic.name() + "-missing/records", PLAIN);
        var other = send("POST /topics/" + topic.name() + "-missing/records", with("Weir-Test: 1"));

        assertThat(plain.status()).isEqualTo(404);
        assertThat(plain.body()).isEqualTo(other.body());
        assertThat(post(topic, with("Accept: text/html")).status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 Host: localhost",
                "400 Host: evil.example",
                "400 Content-Length: 5",
                "400 Transfer-Encoding: gzip",
                "403 Origin: http://evil.example",
                "403 Sec-Fetch-Site: cross-site",
                "415 Content-Encoding: br"
            })
    void a_request_with_one_more_header_is_refused(String expected) {
        var parts = expected.split(" ", 2);
        send("POST /topics/web_log/records", PLAIN);
        send("POST /topics/web_log/records", PLAIN);

        var answer = send("POST /topics/web_log/records", with(parts[1]));

        assertThat(answer.status()).isEqualTo(Integer.parseInt(parts[0]));
    }

    @Test
    void a_body_over_the_limit_is_refused(TestTopic topic) {
        post(topic, PLAIN);

        var answer = post(topic, List.of("Content-Type: text/plain", "Content-Length: 999999999"));

        assertThat(answer.status()).isEqualTo(413);
    }

    private Answer post(TestTopic topic, List<String> headers) {
        return send("POST /topics/" + topic.name() + "/records", headers);
    }

    private Answer send(String what, List<String> headers) {
        return new RawHttp(server).send(what, headers, "value");
    }

    private static List<String> with(String header) {
        var headers = new ArrayList<>(PLAIN);
        headers.add(header);
        return headers;
    }

    /** Without the length, which depends on the digits of the offset. */
    private static String head(Answer answer) {
        return Arrays.stream(answer.head().split("\r\n", -1))
                .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-length"))
                .sorted()
                .toList()
                .toString();
    }
}
