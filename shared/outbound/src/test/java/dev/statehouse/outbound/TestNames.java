package dev.statehouse.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Names that stand for what a test says, and at each look-up for the next of it. The JVM asks it before all others. */
public final class TestNames extends InetAddressResolverProvider {

    private static final Map<String, Deque<InetAddress>> ANSWERS = new ConcurrentHashMap<>();

    static {
        // Else a name would be what it was for half a minute.
        Security.setProperty("networkaddress.cache.ttl", "0");
    }

    /** The last address is answered for ever. */
    static void give(String name, InetAddress... addresses) {
        ANSWERS.put(name, new ArrayDeque<>(Arrays.asList(addresses)));
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver usual = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                Deque<InetAddress> answers = ANSWERS.get(host);
                return answers == null ? usual.lookupByName(host, policy) : Stream.of(next(answers));
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return usual.lookupByAddress(address);
            }
        };
    }

    private static synchronized InetAddress next(Deque<InetAddress> answers) {
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    @Override
    public String name() {
        return "names of a test";
    }
}
