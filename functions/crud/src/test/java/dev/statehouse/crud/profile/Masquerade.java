package dev.statehouse.crud.profile;

import dev.statehouse.testing.Api;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes identities and what they have, by the API. */
final class Masquerade {

    private final Api api;

    Masquerade(Api api) {
        this.api = api;
    }

    /** The id of a new identity. */
    String identity(String name) {
        return made("/v1/identities", "{\"name\": \"%s\"}".formatted(name));
    }

    /** The id of a new experience that began on this day. */
    String experience(String identity, String title, String start) {
        return made("/v1/experiences", """
                {"identityId": "%s", "organisation": "Org", "title": "%s", "startDate": "%s", "tags": ["all", "%2$s"]}
                """.formatted(identity, title, start));
    }

    /** The id of a new skill. */
    String skill(String identity, String name, String category) {
        return made("/v1/skills", """
                {"identityId": "%s", "name": "%s", "category": "%s", "level": "expert", "keywords": ["k"]}
                """.formatted(identity, name, category));
    }

    /** The id of a new profile with these settings. */
    String profile(String identity, String slug, String settings) {
        return made("/v1/profiles", body(identity, slug, settings));
    }

    static String body(String identity, String slug, String settings) {
        return """
                {"identityId": "%s", "slug": "%s", "headline": "Mask %2$s", "maskSettings": %s}
                """.formatted(identity, slug, settings);
    }

    /** Settings that show these experiences. */
    static String showing(String... experiences) {
        return "{\"experiences\": " + ids(experiences) + "}";
    }

    /** A JSON array. */
    static String ids(String... ids) {
        return Arrays.stream(ids).map(id -> '"' + id + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    private String made(String path, String body) {
        return api.post(path, body).expect(201).json().path("id").asText();
    }
}
