package dev.statehouse.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What AWS does with a request's signature (IAM User Guide, "Create a signed AWS API request"). */
final class SignatureV4 {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=AKIDTEST/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+), Signature=(\\w+)");

    private SignatureV4() {}

    static void assertSigned(FakeProvider.Asked asked, String secret, String region, String service) {
        Matcher authorization =
                AUTHORIZATION.matcher(asked.headers().getOrDefault("authorization", "no Authorization"));
        assertTrue(authorization.matches(), () -> String.valueOf(asked.headers()));
        assertEquals(region, authorization.group(2));
        assertEquals(service, authorization.group(3));
        try {
            String scope = authorization.group(1) + "/" + region + "/" + service + "/aws4_request";
            String toSign = "AWS4-HMAC-SHA256\n" + asked.headers().get("x-amz-date") + "\n" + scope + "\n"
                    + sha256(canonical(asked, authorization.group(4)));
            byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
            for (String part : scope.split("/", -1)) {
                key = hmac(key, part);
            }
            assertEquals(authorization.group(5), HexFormat.of().formatHex(hmac(key, toSign)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String canonical(FakeProvider.Asked asked, String signedHeaders) throws GeneralSecurityException {
        StringBuilder headers = new StringBuilder();
        for (String name : signedHeaders.split(";", -1)) {
            headers.append(name).append(':').append(asked.headers().get(name)).append('\n');
        }
        // Of a path that is encoded, each percent sign once more.
        return String.join(
                "\n", "POST", asked.path().replace("%", "%25"), "", headers, signedHeaders, sha256(asked.text()));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
