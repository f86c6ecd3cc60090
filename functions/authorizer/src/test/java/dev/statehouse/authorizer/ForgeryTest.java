package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.SessionToken;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keys and tokens that nobody was given, with the checksum right, so that only the proof stands in their way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgeryTest {

    private static final int CHECKSUM = 6;
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Authorizer authorizer;
    private UUID workspace;
    private UUID person;

    @BeforeAll
    void start() {
        authorizer = new Authorizer();
        workspace = authorizer.rows().workspace();
        person = authorizer.rows().member(workspace, "owner");
    }

    @AfterAll
    void stop() {
        authorizer.close();
    }

    @Test
    void everyChangedLetterIsRefused() {
        for (String text : List.of(
                authorizer.key(workspace, null).text(),
                authorizer.session(person).text())) {
            assertFalse(authorizer.identify(text).has("denied"));
            for (int i = 0; i < text.length(); i++) {
                char other = text.charAt(i) == 'x' ? 'y' : 'x';
                assertEquals("invalid", authorizer.denied(text.substring(0, i) + other + text.substring(i + 1)));
            }
        }
    }

    @Test
    void everyTruncationAndExtensionIsRefused() {
        for (String text : List.of(
                authorizer.key(workspace, null).text(),
                authorizer.session(person).text())) {
            for (int i = 0; i < text.length(); i++) {
                assertEquals("invalid", authorizer.denied(text.substring(0, i)));
            }
            assertEquals("invalid", authorizer.denied(text + "0"));
            assertEquals("invalid", authorizer.denied(text + text));
        }
    }

    /** Each letter of each field of a token changed, in all but the checksum, which is made anew. */
    @Test
    void everyFlippedFieldIsRefusedThoughItsChecksumIsRight() {
        SessionToken token = authorizer.session(person);
        ApiKeyText key = authorizer.key(workspace, null);
        List<String> forged = new ArrayList<>();
        for (String text : List.of(token.text(), key.text())) {
            for (int i = 4; i < text.length() - CHECKSUM; i++) {
                char other = text.charAt(i) == '0' ? '1' : '0';
                forged.add(sealed(text.substring(0, i) + other + text.substring(i + 1, text.length() - CHECKSUM)));
            }
        }
        assertTrue(forged.size() > 150);
        assertEquals(token.text(), sealed(token.text().substring(0, token.text().length() - CHECKSUM)));
        for (boolean known : new boolean[] {true, false}) {
            if (known) {
                authorizer.identify(token.text());
                authorizer.identify(key.text());
            }
            forged.forEach(text -> assertEquals("invalid", authorizer.denied(text), text));
        }
    }

    @Test
    void aSecretOpensOnlyItsOwnLock() {
        ApiKeyText one = authorizer.key(workspace, null);
        ApiKeyText forged = ApiKeyText.random(new SecureRandom());
        authorizer
                .database()
                .asOwner("UPDATE api_keys SET prefix = '%s' WHERE prefix = '%s'"
                        .formatted(forged.prefix(), one.prefix()));
        assertEquals("invalid", authorizer.denied(forged.text()));
        assertEquals("invalid", authorizer.denied(one.text()), "its prefix finds nothing now");

        SessionToken session = authorizer.session(person);
        SessionToken others = authorizer.session(authorizer.rows().member(workspace, "viewer"));
        SessionToken mixed = SessionToken.random(new SecureRandom(), others.sessionId(), session.userId());
        assertEquals("invalid", authorizer.denied(mixed.text()));
    }

    @Test
    void strangersAndRevokedKeysUseUpNoOnesRequests() {
        UUID victim = authorizer.rows().workspace();
        ApiKeyText key = authorizer.key(victim, null);
        ApiKeyText revoked = authorizer.key(victim, null, "editor", ", revoked_at = now()");
        int before = remaining(key);
        for (int i = 0; i < 20; i++) {
            assertEquals("invalid", authorizer.denied(forged(key)));
            assertEquals("revoked", authorizer.denied(revoked.text()));
        }
        assertTrue(remaining(key) >= before - 1);
    }

    private int remaining(ApiKeyText key) {
        String limit = authorizer.identify(key.text()).path("rateLimit").asText();
        assertTrue(limit.startsWith("\"read\";r="), limit);
        return Integer.parseInt(limit.replaceAll(".*r=(\\d+);.*", "$1"));
    }

    private static String forged(ApiKeyText key) {
        String body = key.text().substring(0, key.text().length() - CHECKSUM);
        String end = body.endsWith("0") ? "1" : "0";
        return sealed(body.substring(0, body.length() - 1) + end);
    }

    private static String sealed(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder(body);
        for (long rest = crc.getValue(), i = 0; i < CHECKSUM; i++, rest /= LETTERS.length()) {
            text.append(LETTERS.charAt((int) (rest % LETTERS.length())));
        }
        return text.toString();
    }
}
