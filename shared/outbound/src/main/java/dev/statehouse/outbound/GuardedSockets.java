package dev.statehouse.outbound;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS for one exchange, over sockets that connect to no private address and can be closed by another thread. The address
 * that is checked is the one that is connected to: a name that stands for another one the next moment wins nothing.
 */
final class GuardedSockets extends SSLSocketFactory implements AutoCloseable {

    private final SSLSocketFactory tls;
    private final boolean privateAddresses;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    GuardedSockets(SSLSocketFactory tls, boolean privateAddresses) {
        this.tls = tls;
        this.privateAddresses = privateAddresses;
    }

    /** {@link javax.net.ssl.HttpsURLConnection} connects it, and then asks for TLS over it. */
    @Override
    public Socket createSocket() throws IOException {
        if (closed) {
            throw new ConnectException("given up");
        }
        Socket socket = new GuardedSocket();
        sockets.add(socket);
        return socket;
    }

    private final class GuardedSocket extends Socket {

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetAddress address = endpoint instanceof InetSocketAddress internet ? internet.getAddress() : null;
            if (address != null && !privateAddresses && !PublicAddresses.contain(address)) {
                throw new PrivateAddressException();
            }
            super.connect(endpoint, timeout);
        }
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(connected, host, port, autoClose);
    }

    /** Ends whatever waits for the other side. */
    @Override
    public void close() {
        closed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException gone) {
                // Then it waits for nothing either.
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unguarded();
    }

    @Override
    public Socket createSocket(String host, int port, @Nullable InetAddress local, int localPort) throws IOException {
        throw unguarded();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unguarded();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, @Nullable InetAddress local, int localPort)
            throws IOException {
        throw unguarded();
    }

    // What the connection falls back to after a failure; it would connect without the check.
    private static ConnectException unguarded() {
        return new ConnectException("no other way is taken");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }
}
