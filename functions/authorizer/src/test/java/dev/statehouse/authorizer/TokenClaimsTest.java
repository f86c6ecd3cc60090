package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens that say of themselves what they must not, though rightly signed; all of them are refused. */
class TokenClaimsTest extends TokenAttack {

    /** Each claim otherwise than it has to be, rightly signed. */
    @Test
    void wrongClaimsAreRefused() {
        long now = Instant.now().getEpochSecond();
        Map<String, String> right = Map.of(
                "iss",
                "\"" + issuer.url() + "\"",
                "aud",
                "\"" + TestIssuer.AUDIENCE + "\"",
                "sub",
                "\"x\"",
                "exp",
                String.valueOf(now + 300));
        assertAccepted(issuer.signed(json(right)));
        Map<String, List<String>> wrong = Map.of(
                "iss",
                        List.of(
                                "\"" + issuer.url() + "/\"",
                                "\"" + issuer.url().toUpperCase(java.util.Locale.ROOT) + "\"",
                                "\"https://elsewhere.example\"",
                                "[\"" + issuer.url() + "\"]",
                                "\"' OR 1=1 --\"",
                                "\"" + issuer.url() + "\\u0000\"",
                                "\"\"",
                                "null",
                                "1"),
                "aud",
                        List.of(
                                "\"elsewhere\"",
                                "\"Statehouse\"",
                                "\"statehouse-admin\"",
                                "[]",
                                "[\"elsewhere\"]",
                                "[[\"statehouse\"]]",
                                "{\"statehouse\": 1}",
                                "[\"statehouse\", 1]",
                                "[\"statehouse\"" + ", \"x\"".repeat(30) + "]",
                                "null"),
                "sub",
                        List.of(
                                "\"\"",
                                "\"a b\"",
                                "\"a\\nrole=owner\"",
                                "\"a\\u0000\"",
                                "\"" + "x".repeat(256) + "\"",
                                "7",
                                "null",
                                "\"\u00e9\""),
                "exp",
                        List.of(
                                "\"" + (now + 300) + "\"",
                                "null",
                                "true",
                                "-1",
                                "1e400",
                                "1e999999999",
                                "99999999999999",
                                "[" + (now + 300) + "]"));
        wrong.forEach((name, values) -> {
            for (String value : values) {
                Map<String, String> claims = new java.util.TreeMap<>(right);
                claims.put(name, value);
                assertRefused(issuer.signed(json(claims)), name + " " + value);
            }
            Map<String, String> without = new java.util.TreeMap<>(right);
            without.remove(name);
            assertRefused(issuer.signed(json(without)), "no " + name);
        });
        for (String later :
                List.of("\"nbf\": " + (now + 3600), "\"iat\": " + (now + 3600), "\"nbf\": \"1\"", "\"iat\": null")) {
            String claims = json(right);
            assertRefused(issuer.signed(claims.substring(0, claims.length() - 1) + ", " + later + "}"), later);
        }
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
    }

    @Test
    void anExpiredTokenIsSaidToBeAndAForgedOneIsNot() {
        String claims = issuer.claims(Instant.now().minusSeconds(3601)) + "}";
        for (int time = 0; time < 2; time++) {
            assertEquals(
                    "expired",
                    ask(issuer.signed(claims), workspace).path("denied").asText());
            assertRefused(TestIssuer.signed(header(""), claims, stranger, "RS256"), "expired and forged");
        }
    }

    @Test
    void aClaimTwiceIsRefused() {
        for (String twice : List.of(
                ", \"sub\": \"somebody-else\"",
                ", \"exp\": 99999999999",
                ", \"aud\": \"statehouse\"",
                ", \"\\u0073ub\": \"somebody-else\"",
                ", \"extra\": {\"a\": 1, \"a\": 2}")) {
            assertRefused(issuer.signed(issuer.claims() + twice + "}"), twice);
        }
    }

    @Test
    void whatIsNoObjectIsRefused() {
        for (String payload :
                List.of("", "null", "[]", "\"x\"", issuer.claims(), issuer.claims() + "}{}", "\u0000", "{")) {
            assertRefused(issuer.signed(payload), payload);
            assertRefused(rightlySigned(payload), payload);
        }
    }

    @Test
    void hugeAndDeepTokensAreRefused() {
        assertRefused(issuer.signed(issuer.claims() + ", \"x\": \"" + "y".repeat(8_192) + "\"}"), "long");
        assertRefused(issuer.signed(issuer.claims() + ", \"x\": \"" + "y".repeat(2_000_000) + "\"}"), "giant");
        String deep = "[".repeat(1_500) + "]".repeat(1_500);
        assertRefused(issuer.signed(issuer.claims() + ", \"x\": " + deep + "}"), "deep");
        assertRefused(issuer.signed("[".repeat(5_000)), "deep and open");
        assertRefused(issuer.signed(issuer.claims() + ", \"x\": " + "9".repeat(4_000) + "}"), "a long number");
        assertRefused(rightlySigned(header(", \"x\": " + deep)), "deep header");
        assertRefused(".".repeat(5_000), "dots");
    }
}
