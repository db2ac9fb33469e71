package dev.weir.http.filter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The host names that requests may be for, so that no web page reaches Weir by its own name (DNS rebinding).
 *
 * <p>Where Weir listens on loopback, these are the names of loopback. Where it listens on a network and no list is
 * configured, it accepts all hosts that no page on the Internet can have: addresses, names of one label such as a
 * service of Compose, and names that the public DNS does not have. See RATIONALE.md, "Host names that Weir accepts".
 */
final class AllowedHosts {

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final Set<String> PRIVATE = Set.of("localhost", "local", "internal", "test", "svc");
    private static final String HOME = ".home.arpa";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> names = new LinkedHashSet<>();
    private final boolean onNetwork;

    private AllowedHosts(boolean onNetwork) {
        this.onNetwork = onNetwork;
    }

    /**
     * The hosts of a server.
     *
     * @param listed the configured hosts; {@code *.example.com} for all below it, {@code *} for any
     * @param listening the address that the server listens on
     */
    static AllowedHosts of(Optional<List<String>> listed, String listening) {
        var hosts = new AllowedHosts(listed.isEmpty() && !isLoopback(listening));
        listed.orElse(LOOPBACK).stream().map(AllowedHosts::normal).forEach(hosts.names::add);
        if (!isWildcard(listening)) {
            hosts.names.add(normal(listening));
        }
        return hosts;
    }

    /** Allows one more host. */
    void add(String host) {
        names.add(normal(host));
    }

    /** Whether requests may be for a host, which has no port; an IPv6 address may have brackets. */
    boolean allow(String host) {
        var name = normal(host);
        return names.contains(name)
                || names.contains("*")
                || names.stream().anyMatch(listed -> listed.startsWith("*.") && name.endsWith(listed.substring(1)))
                || (onNetwork && isPrivate(name));
    }

    private static boolean isPrivate(String name) {
        int lastDot = name.lastIndexOf('.');
        return lastDot < 0
                || name.indexOf(':') >= 0
                || IPV4.matcher(name).matches()
                || PRIVATE.contains(name.substring(lastDot + 1))
                || name.endsWith(HOME);
    }

    private static String normal(String host) {
        var name = host.trim().toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            return name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isLoopback(String listening) {
        return address(listening).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static boolean isWildcard(String listening) {
        return address(listening).map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    /** Empty for a name that does not resolve; the server cannot listen on it either. */
    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /** As a list in a message. */
    @Override
    public String toString() {
        return String.join(", ", names)
                + (onNetwork ? ", addresses, names of one part, and names that the public DNS does not have" : "");
    }
}
