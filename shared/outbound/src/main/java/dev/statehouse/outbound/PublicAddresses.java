package dev.statehouse.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Addresses of the public internet, by the registries of special-purpose addresses (RFC 6890, as IANA keeps them). */
final class PublicAddresses {

    /** A network by its first bits. */
    private record Network(int bits, List<Integer> bytes) {

        static Network of(int bits, Integer... bytes) {
            return new Network(bits, List.of(bytes));
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit += Byte.SIZE) {
                int mask = 0xff << Math.max(0, Byte.SIZE - (bits - bit)) & 0xff;
                int index = bit / Byte.SIZE;
                int wanted = index < bytes.size() ? bytes.get(index) : 0;
                if ((address[index] & mask) != (wanted & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Network> SPECIAL_4 = List.of(
            Network.of(8, 0),
            Network.of(8, 10),
            Network.of(10, 100, 64),
            Network.of(8, 127),
            Network.of(16, 169, 254),
            Network.of(12, 172, 16),
            Network.of(24, 192, 0, 0),
            Network.of(24, 192, 0, 2),
            Network.of(24, 192, 88, 99),
            Network.of(16, 192, 168),
            Network.of(15, 198, 18),
            Network.of(24, 198, 51, 100),
            Network.of(24, 203, 0, 113),
            // Multicast, and all that is reserved behind it.
            Network.of(3, 224));

    /** All that is in use; loopback, link-local, unique local and translated addresses are outside of it. */
    private static final Network GLOBAL_6 = Network.of(3, 0x20);

    /** Special purposes, with Teredo; documentation; 6to4, which reaches any IPv4 address. */
    private static final List<Network> SPECIAL_6 = List.of(
            Network.of(23, 0x20, 0x01),
            Network.of(32, 0x20, 0x01, 0x0d, 0xb8),
            Network.of(16, 0x20, 0x02),
            Network.of(20, 0x3f, 0xff));

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
