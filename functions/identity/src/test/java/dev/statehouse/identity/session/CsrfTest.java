package dev.statehouse.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CsrfTest {

    @Test
    void anotherSitesPageCantUseTheCookie() {
        try (People people = new People()) {
            UUID user = people.register("browsing");
            UUID session = UUID.fromString(people.logIn("browsing", People.PASSWORD)
                    .expect(201)
                    .json()
                    .path("id")
                    .asText());
            Api browser = people.as(TestCaller.person(user, session).with("cookie", "true"));
            browser.get("/v1/me").expect(200);
            browser.delete("/v1/sessions/current").expect(403);
            Map<String, String> foreign = Map.of("host", "api.example", "origin", "https://evil.example");
            browser.send("DELETE", "/v1/sessions/current", foreign, null).expect(403);
            browser.send("DELETE", "/v1/sessions/current", Map.of("sec-fetch-site", "cross-site"), null)
                    .expect(403);
            assertEquals(
                    1,
                    browser.get("/v1/sessions").expect(200).json().path("data").size());
            browser.send("DELETE", "/v1/sessions/current", Map.of("sec-fetch-site", "same-origin"), null)
                    .expect(204);
        }
    }
}
