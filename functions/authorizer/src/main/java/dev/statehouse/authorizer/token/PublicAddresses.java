package dev.statehouse.authorizer.token;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Addresses of the public internet, by the registries of special-purpose addresses (RFC 6890, as IANA keeps them). */
final class PublicAddresses {

    /** A network by its first bits. */
    private record Network(int bits, int... bytes) {

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int mask = 0xff << Math.max(0, Byte.SIZE - (bits - bit)) & 0xff;
                int index = bit / Byte.SIZE;
                int wanted = index < bytes.length ? bytes[index] : 0;
                if ((address[index] & mask) != (wanted & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Network> SPECIAL_4 = List.of(
            new Network(8, 0),
            new Network(8, 10),
            new Network(10, 100, 64),
            new Network(8, 127),
            new Network(16, 169, 254),
            new Network(12, 172, 16),
            new Network(24, 192, 0, 0),
            new Network(24, 192, 0, 2),
            new Network(24, 192, 88, 99),
            new Network(16, 192, 168),
            new Network(15, 198, 18),
            new Network(24, 198, 51, 100),
            new Network(24, 203, 0, 113),
            // Multicast, and all that is reserved behind it.
            new Network(3, 224));

    /** All that is in use; loopback, link-local, unique local and translated addresses are outside of it. */
    private static final Network GLOBAL_6 = new Network(3, 0x20);

    /** Special purposes, with Teredo; documentation; 6to4, which reaches any IPv4 address. */
    private static final List<Network> SPECIAL_6 = List.of(
            new Network(23, 0x20, 0x01),
            new Network(32, 0x20, 0x01, 0x0d, 0xb8),
            new Network(16, 0x20, 0x02),
            new Network(20, 0x3f, 0xff));

    private PublicAddresses() {}

    /** An IPv4 address inside of an IPv6 one is that IPv4 address: Java makes it so. */
    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? isNone(SPECIAL_4, bytes)
                : GLOBAL_6.contains(bytes) && isNone(SPECIAL_6, bytes);
    }

    private static boolean isNone(List<Network> networks, byte[] address) {
        return networks.stream().noneMatch(network -> network.contains(address));
    }
}
