package dev.weir.channels.push.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private final AddressRules rules = new AddressRules(Set.of("localhost", "[::1]", "Receiver.Internal"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "fe80::1",
                "fd00:ec2::254",
                "ff02::1"
            })
    void an_address_of_the_machine_or_the_cloud_is_refused(String address) throws UnknownHostException {
        assertThat(rules.refusal("example.org", InetAddress.getByName(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "10.0.0.7", "192.168.1.1", "2001:db8::1", "fd12::1", "64:ff9b::808:808"})
    void an_address_of_a_network_is_accepted(String address) throws UnknownHostException {
        assertThat(rules.refusal("example.org", InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "::1", "receiver.internal"})
    void a_host_that_is_allowed_by_name_may_be_anywhere(String host) {
        assertThat(rules.refusal(host, InetAddress.getLoopbackAddress())).isEmpty();
    }

    @Test
    void the_refusal_says_what_the_address_is() throws UnknownHostException {
        assertThat(rules.refusal("example.org", InetAddress.getByName("169.254.169.254")))
                .contains("169.254.169.254 is a link-local address");
    }
}
