package dev.kindred.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proxies in front of the server, by address or network: what they say of whom a request comes from
 * ({@code X-Forwarded-For}) is believed, of nobody else. Immutable.
 *
 * <p>Every proxy adds whom it got the request from at the end of the list: the client is the last
 * address that is no trusted proxy. What stands before it anybody may have written.
 */
public final class Proxies {
    /** Nobody is believed. */
    public static final Proxies NONE = new Proxies(List.of());

    private static final String HEADER = "X-Forwarded-For";
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");
    private static final int MOST_HOPS = 50;

    private final List<Network> networks;

    /**
     * Proxies.
     *
     * @param networks such as {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code fd00::/8}
     * @throws IllegalArgumentException if one of them is none
     */
    public Proxies(List<String> networks) {
        this.networks = networks.stream().map(Network::of).toList();
    }

    /** Whether a text is an address or a network. */
    public static boolean isNetwork(String text) {
        try {
            Network.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private record Network(byte[] address, int bits) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
            if (address != null) {
                int all = 8 * address.length;
                String bits = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
                if (bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= all) {
                    return new Network(address, Integer.parseInt(bits));
                }
            }
            throw new IllegalArgumentException(
                    "a trusted proxy must be an address such as 10.0.0.7 or a network such as 10.0.0.0/8, but is \"%s\""
                            .formatted(text));
        }

        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xFF : 0xFF << 8 - (bits - bit) & 0xFF;
                if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The bytes of an address, without asking anybody for names; null if it is none. */
    private static byte @Nullable [] bytes(String text) {
        if (!ADDRESS.matcher(text).matches()
                || text.indexOf(':') < 0 && text.split("\\.", -1).length != 4) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private boolean trusts(byte[] address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    /** The address of the client of a request. */
    String client(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        return networks.isEmpty() ? peer : client(peer, hops(request));
    }

    /** All that proxies said, the last one last; headers that come twice are one list. */
    private static List<String> hops(HttpServletRequest request) {
        var hops = new ArrayList<String>();
        Enumeration<String> headers = request.getHeaders(HEADER);
        for (String header : Collections.list(headers)) {
            hops.addAll(Arrays.asList(header.split(",", -1)));
        }
        return hops;
    }

    String client(String peer, List<String> hops) {
        String client = peer;
        int last = Math.max(0, hops.size() - MOST_HOPS);
        for (int at = hops.size() - 1; at >= last; at--) {
            byte[] address = bytes(withoutBrackets(client));
            String before = hops.get(at).strip();
            if (address == null || !trusts(address) || bytes(withoutBrackets(before)) == null) {
                return client;
            }
            client = before;
        }
        return client;
    }

    /** Of {@code [fd00::1]}, which the web server says, and some proxies. */
    private static String withoutBrackets(String address) {
        return address.startsWith("[") && address.endsWith("]")
                ? address.substring(1, address.length() - 1)
                : address;
    }
}
