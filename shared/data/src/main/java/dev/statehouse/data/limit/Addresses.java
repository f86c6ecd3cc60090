package dev.statehouse.data.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whose an address is, as far as limits can tell. */
public final class Addresses {

    // A customer of a network is given a /64 or more (RFC 6177): single addresses of it would be as many limits as one
    // likes.
    private static final int CUSTOMERS_BYTES = 8;

    private Addresses() {}

    /** The key that limits of an address begin with: {@code address:203.0.113.7}, {@code address:20010db800000000/64}. */
    public static String key(String address) {
        return "address:" + customer(address);
    }

    private static String customer(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, CUSTOMERS_BYTES) + "/64"
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            // The gateway always gives one; whoever comes without shares a limit.
            return "unknown";
        }
    }
}
