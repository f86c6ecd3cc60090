package dev.statehouse.bench;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.statehouse.testing.Certificate;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider on this machine, which signs with ES256 and publishes the key over HTTPS. */
final class JwtIssuer implements AutoCloseable {

    static final String AUDIENCE = "statehouse";

    private static final int BYTES = 32;

    private final HttpsServer server;
    private final Certificate certificate;
    private final KeyPair keys;
    private final AtomicInteger fetches = new AtomicInteger();

    private JwtIssuer(HttpsServer server, Certificate certificate, KeyPair keys) {
        this.server = server;
        this.certificate = certificate;
        this.keys = keys;
    }

    /** @param folder where its certificate is kept */
    static JwtIssuer start(Path folder) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Certificate certificate = Certificate.of(Files.createTempDirectory(folder, "issuer"), "localhost");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        JwtIssuer issuer = new JwtIssuer(server, certificate, generator.generateKeyPair());
        byte[] published = issuer.published().getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            issuer.fetches.incrementAndGet();
            exchange.sendResponseHeaders(200, published.length);
            exchange.getResponseBody().write(published);
            exchange.close();
        });
        server.start();
        return issuer;
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** PEM file of the certificate to trust. */
    Path authority() {
        return certificate.pem();
    }

    /** How often the keys were fetched. */
    int fetches() {
        return fetches.get();
    }

    /** Valid for an hour. */
    String token(String subject) {
        long now = Instant.now().getEpochSecond();
        String text = encode("{\"alg\": \"ES256\", \"kid\": \"1\"}") + "."
                + encode("{\"iss\": \"%s\", \"aud\": \"%s\", \"sub\": \"%s\", \"iat\": %d, \"exp\": %d}"
                        .formatted(url(), AUDIENCE, subject, now, now + 3600));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encode(signature.sign());
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException(unfit);
        }
    }

    /** As RFC 7517 writes it. */
    private String published() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return "{\"keys\": [{\"kid\": \"1\", \"use\": \"sig\", \"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"%s\", \"y\": \"%s\"}]}"
                .formatted(encode(key.getW().getAffineX()), encode(key.getW().getAffineY()));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[BYTES];
        int length = Math.min(bytes.length, BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, BYTES - length, length);
        return encode(padded);
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
