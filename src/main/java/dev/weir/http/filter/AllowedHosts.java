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
 * The names under which Weir may be called, so that no page can reach it by a name of its own (DNS rebinding).
 *
 * <p>Where Weir listens on the machine itself these are the machine's names for itself. Where it listens on a network
 * and no list is given, it takes all that no page on the Internet can be served from under a name of its own:
 * addresses, names of one part such as a service of Compose, and names that the public DNS does not have. See
 * RATIONALE.md, "Host names that Weir accepts".
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
     * Those of a server.
     *
     * @param listed what the operator wrote; {@code *.example.com} stands for all below it, {@code *} for any
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

    /** Whether Weir answers to a name, which has no port and, where it is an IPv6 address, may have brackets. */
    boolean allow(String host) {
        var name = normal(host);
        return names.contains(name)
                || names.contains("*")
                || names.stream().anyMatch(listed -> listed.startsWith("*.") && name.endsWith(listed.substring(1)))
                || (onNetwork && isOfNoPage(name));
    }

    private static boolean isOfNoPage(String name) {
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

    /** Empty for a name that is not known here, which the server then cannot listen on either. */
    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    /** As a sentence lists them. */
    @Override
    public String toString() {
        return String.join(", ", names)
                + (onNetwork ? ", addresses, names of one part, and names that the public DNS does not have" : "");
    }
}
