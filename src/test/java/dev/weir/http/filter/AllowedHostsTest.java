package dev.weir.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # listening, asked,                       allowed
            127.0.0.1,   localhost,                   true
            127.0.0.1,   LocalHost.,                  true
            127.0.0.1,   127.0.0.1,                   true
            127.0.0.1,   [::1],                       true
            127.0.0.1,   weir,                        false
            127.0.0.1,   evil.example,                false
            127.0.0.1,   localhost.evil.example,      false
            127.0.0.1,   127.0.0.1.evil.example,      false
            127.0.0.1,   192.168.1.7,                 false
            127.0.0.2,   127.0.0.2,                   true
            ::1,         weir,                        false
            localhost,   weir,                        false
            0.0.0.0,     localhost,                   true
            0.0.0.0,     192.168.1.7,                 true
            0.0.0.0,     [fd00::7],                   true
            0.0.0.0,     weir,                        true
            0.0.0.0,     weir.kafka.svc,              true
            0.0.0.0,     weir.kafka.svc.cluster.local, true
            0.0.0.0,     weir.corp.internal,          true
            0.0.0.0,     weir.home.arpa,              true
            0.0.0.0,     evil.example,                false
            0.0.0.0,     weir.dev,                    false
            0.0.0.0,     192.168.1.7.evil.example,    false
            0.0.0.0,     internal.evil.example,       false
            ::,          weir,                        true
            ::,          evil.example,                false
            10.1.2.3,    10.1.2.3,                    true
            """)
    void without_a_list_only_hosts_that_no_web_page_has_are_allowed(String listening, String asked, boolean allowed) {
        assertThat(AllowedHosts.of(Optional.empty(), listening).allow(asked)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            weir.example,        true
            WEIR.example.,       true
            a.pods.example,      true
            a.b.pods.example,    true
            pods.example,        false
            evilpods.example,    false
            localhost,           false
            weir,                false
            10.1.2.3,            false
            """)
    void a_list_replaces_the_default_hosts(String asked, boolean allowed) {
        var hosts = AllowedHosts.of(Optional.of(List.of("weir.example", "*.pods.example")), "0.0.0.0");

        assertThat(hosts.allow(asked)).isEqualTo(allowed);
    }

    @Test
    void the_host_that_weir_listens_on_is_always_allowed() {
        assertThat(AllowedHosts.of(Optional.of(List.of("weir.example")), "127.0.0.1")
                        .allow("127.0.0.1"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "10.1.2.3", "[::1]"})
    void an_asterisk_allows_any_host(String asked) {
        assertThat(AllowedHosts.of(Optional.of(List.of("*")), "127.0.0.1").allow(asked))
                .isTrue();
    }
}
