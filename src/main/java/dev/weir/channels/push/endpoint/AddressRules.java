package dev.weir.channels.push.endpoint;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses addresses with which a name could turn a push against the machine or the cloud that Weir runs in.
 *
 * <p>See RATIONALE.md, "A push connects to the address that was checked".
 */
final class AddressRules {

    /** Services of clouds that have secrets for any local client, outside of the link-local addresses. */
    private static final List<String> METADATA =
            List.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254");

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final int IPV4_BYTES = 4;

    private final Set<String> allowedHosts;
    private final Set<InetAddress> metadata =
            METADATA.stream().map(AddressRules::literal).collect(Collectors.toSet());

    /**
     * Rules.
     *
     * @param allowedHosts names and addresses, as the URL has them, for which no rule counts
     */
    AddressRules(Set<String> allowedHosts) {
        this.allowedHosts =
                allowedHosts.stream().map(EndpointUrl::withoutBrackets).collect(Collectors.toUnmodifiableSet());
    }

    /** The reason for which Weir does not connect to an address of a host; empty where it may. */
    Optional<String> refusal(String host, InetAddress address) {
        if (allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        var kind = kind(effective(address));
        return kind == null ? Optional.empty() : Optional.of("%s is %s".formatted(address.getHostAddress(), kind));
    }

    private String kind(InetAddress address) {
        if (address.isLoopbackAddress() || address.isAnyLocalAddress() || isThisNetwork(address)) {
            return "an address of this machine";
        }
        if (metadata.contains(address)) {
            return "the metadata service of a cloud";
        }
        if (address.isLinkLocalAddress()) {
            return "a link-local address";
        }
        return address.isMulticastAddress() || isBroadcast(address) ? "an address of several machines" : null;
    }

    private static boolean isThisNetwork(InetAddress address) {
        return address instanceof Inet4Address && address.getAddress()[0] == 0;
    }

    private static boolean isBroadcast(InetAddress address) {
        return address instanceof Inet4Address && (address.getAddress()[0] & 0xf0) == 0xf0;
    }

    /** The IPv4 address that an IPv6 address stands for: mapped, compatible, translated (NAT64) or tunnelled (6to4). */
    private static InetAddress effective(InetAddress address) {
        if (!(address instanceof Inet6Address) || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            return address;
        }
        var bytes = address.getAddress();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return ipv4(bytes, 2);
        }
        int last = bytes.length - IPV4_BYTES;
        boolean isTranslated = Arrays.equals(bytes, 0, last, NAT64, 0, last);
        boolean isCompatible = Arrays.equals(bytes, 0, last, new byte[last], 0, last);
        return isTranslated || isCompatible ? ipv4(bytes, last) : address;
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
