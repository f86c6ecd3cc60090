package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests about identities and what they have that are refused, in the form of {@link BadRequests}. */
final class BadProfileRequests {

    private static final String IDENTITIES = "/v1/identities";
    private static final String IDENTITY = IDENTITIES + "/{identity}";
    private static final String PROFILES = "/v1/profiles";
    private static final String PROFILE = PROFILES + "/{profile}";
    private static final String EXPERIENCES = "/v1/experiences";
    private static final String EXPERIENCE = EXPERIENCES + "/{experience}";
    private static final String SKILLS = "/v1/skills";
    private static final String SKILL = SKILLS + "/{skill}";
    private static final String NOBODY = "0190d0c8-0000-7000-8000-000000000000";

    private BadProfileRequests() {}

    static Stream<BadRequest> identities() {
        return Stream.of(
                post(IDENTITIES, "{}", 422, "/name"),
                post(IDENTITIES, json("{'name': ' '}"), 422, "/name"),
                post(IDENTITIES, json("{'name': '\u2003'}"), 422, "/name"),
                post(IDENTITIES, json("{'name': '" + "x".repeat(201) + "'}"), 422, "/name"),
                post(IDENTITIES, json("{'name': 7}"), 400, "/name"),
                post(IDENTITIES, json("{'name': 'x', 'isActive': false}"), 400, "/isActive"),
                patch(IDENTITY, json("{'name': ''}"), 422, "/name"),
                patch(IDENTITY, "{}", 428, null).with("if-match", null),
                patch(IDENTITY, "{}", 412, null).with("if-match", "\"7\""),
                patch(IDENTITY, "{}", 412, null).with("if-match", "\"-1\""),
                patch(IDENTITY, "{}", 412, null).with("if-match", "\"1\", \"2\""),
                patch(IDENTITIES + "/" + NOBODY, "{}", 404, null),
                send("DELETE", IDENTITY, 412, null).with("if-match", "\"7\""),
                post(IDENTITY + "/restore", "", 404, null),
                get(IDENTITIES + "/x", 400, "id"),
                get(IDENTITIES + "?active=x", 400, "active"),
                get(IDENTITIES + "?limit=0", 400, "limit"),
                get(IDENTITIES + "?cursor=x", 400, "cursor"));
    }

    static Stream<BadRequest> profiles() {
        return Stream.of(
                post(PROFILES, json("{'slug': 'x', 'headline': 'x'}"), 422, "/identityId"),
                post(PROFILES, json("{'identityId': '{identity}', 'headline': 'x'}"), 422, "/slug"),
                post(PROFILES, json("{'identityId': '{identity}', 'slug': 'x'}"), 422, "/headline"),
                post(
                        PROFILES,
                        json("{'identityId': '" + NOBODY + "', 'slug': 'x', 'headline': 'x'}"),
                        422,
                        "/identityId"),
                post(PROFILES, json("{'identityId': '{profile}', 'slug': 'x', 'headline': 'x'}"), 422, "/identityId"),
                profile("'slug': 'X'", 422, "/slug"),
                profile("'slug': 'a--b'", 422, "/slug"),
                profile("'slug': '" + NOBODY + "'", 422, "/slug"),
                profile("'slug': '" + "x".repeat(101) + "'", 422, "/slug"),
                profile("'slug': 'taken'", 409, "/slug"),
                profile("'slug': 'was-taken'", 409, "/slug"),
                profile("'slug': 'x', 'summary': '" + "x".repeat(10_001) + "'", 422, "/summary"),
                profile("'slug': 'x', 'isActive': 'yes'", 400, "/isActive"),
                profile("'slug': 'x', 'switchedOn': false", 400, "/switchedOn"),
                profile("'slug': 'x', 'revision': 1", 400, "/revision"),
                mask("[]", 422, ""),
                mask("{'experiences': null}", 422, "/experiences"),
                mask("{'experiences': '{experience}'}", 422, "/experiences"),
                mask("{'experiences': ['x']}", 422, "/experiences/0"),
                mask("{'experiences': [null]}", 422, "/experiences/0"),
                mask("{'experiences': ['1-1-1-1-1']}", 422, "/experiences/0"),
                mask("{'experiences': ['{experience}', '{experience}']}", 422, "/experiences/1"),
                mask("{'experiences': ['" + NOBODY + "']}", 422, "/experiences/0"),
                mask("{'experiences': ['{experience}', '{skill}']}", 422, "/experiences/1"),
                mask("{'skills': ['{experience}']}", 422, "/skills/0"),
                mask("{'skills': {}}", 422, "/skills"),
                mask("{'skills': [" + manyIds() + "]}", 422, "/skills"),
                mask("{'theme': 'a\\u0000'}", 422, "/theme"),
                mask("{'theme': '" + "x".repeat(100_000) + "'}", 422, ""),
                patch(PROFILE, json("{'slug': ''}"), 422, "/slug"),
                patch(PROFILE, json("{'slug': 'was-taken'}"), 409, "/slug"),
                patch(PROFILE, json("{'slug': '" + NOBODY + "'}"), 422, "/slug"),
                patch(PROFILE, json("{'headline': ' '}"), 422, "/headline"),
                patch(PROFILE, json("{'headline': '\u2003'}"), 422, "/headline"),
                patch(PROFILE, json("{'identityId': '{identity}'}"), 400, "/identityId"),
                patch(PROFILE, json("{'maskSettings': {'skills': ['" + NOBODY + "']}}"), 422, "/maskSettings/skills/0"),
                patch(PROFILE, "{}", 428, null).with("if-match", null),
                patch(PROFILE, "{}", 412, null).with("if-match", "\"7\""),
                patch(PROFILE, "{}", 412, null).with("if-match", "\"7-x\""),
                patch(PROFILES + "/" + NOBODY, "{}", 404, null),
                patch(PROFILES + "/nobody", "{}", 404, null),
                send("DELETE", PROFILE, 412, null).with("if-match", "\"7\""),
                send("DELETE", PROFILES + "/nobody", 404, null),
                post(PROFILE + "/restore", "", 404, null),
                get(PROFILES + "/nobody", 404, null),
                get(PROFILES + "/" + NOBODY, 404, null),
                get(PROFILES + "/No%20Slug%C3%A9", 404, null),
                get(PROFILES + "?identity=x", 400, "identity"),
                get(PROFILES + "?isActive=1", 400, "isActive"),
                get(PROFILES + "?active=1", 400, "active"),
                get(PROFILES + "?cursor=x", 400, "cursor"));
    }

    static Stream<BadRequest> experiences() {
        return Stream.of(
                experience("'startDate': '2020-01-01', 'title': ' '", 422, "/title"),
                experience("'title': 'x'", 422, "/startDate"),
                date("2020-02-30"),
                date("2020-1-1"),
                date("0000-01-01"),
                date("+999999999-01-01"),
                date("-0001-01-01"),
                date("2020-01-01T00:00:00Z"),
                date(""),
                experience("'title': 'x', 'startDate': 18262", 400, "/startDate"),
                experience("'title': 'x', 'startDate': [2020, 1, 1]", 400, "/startDate"),
                experience("'title': 'x', 'startDate': '2020-01-02', 'endDate': '2020-01-01'", 422, "/endDate"),
                experience("'title': 'x', 'startDate': '2020-01-02', 'endDate': 'x'", 400, "/endDate"),
                experience("'title': 'x', 'startDate': '2020-01-01', 'tags': ['']", 422, "/tags/0"),
                experience("'title': 'x', 'startDate': '2020-01-01', 'tags': 'x'", 400, "/tags"),
                post(
                        EXPERIENCES,
                        json("{'identityId': '" + NOBODY
                                + "', 'organisation': 'x', 'title': 'x', 'startDate': '2020-01-01'}"),
                        422,
                        "/identityId"),
                post(
                        EXPERIENCES,
                        json(
                                "{'identityId': '{identity}', 'organisation': '\u2003', 'title': 'x', 'startDate': '2020-01-01'}"),
                        422,
                        "/organisation"),
                patch(EXPERIENCE, json("{'endDate': '1999-12-31'}"), 422, "/endDate"),
                patch(EXPERIENCE, json("{'endDate': '1999-02-29'}"), 400, "/endDate"),
                patch(EXPERIENCE, json("{'identityId': '{identity}'}"), 400, "/identityId"),
                patch(EXPERIENCE, "{}", 428, null).with("if-match", null),
                patch(EXPERIENCE, "{}", 412, null).with("if-match", "\"7\""),
                patch(EXPERIENCES + "/" + NOBODY, "{}", 404, null),
                send("DELETE", EXPERIENCE, 412, null).with("if-match", "\"7\""),
                post(EXPERIENCE + "/restore", "", 404, null),
                get(EXPERIENCES + "/x", 400, "id"),
                get(EXPERIENCES + "?identity=x", 400, "identity"),
                get(EXPERIENCES + "?tag=a%00b", 400, "tag"),
                get(EXPERIENCES + "?active=x", 400, "active"),
                // Of another list, of no day, and of a day that PostgreSQL has not.
                cursor("0190d0c8-0000-7000-8000-000000000000"),
                cursor("2020-02-30/" + NOBODY),
                cursor("+999999999-01-01/" + NOBODY),
                cursor("2020-01-01/x"));
    }

    static Stream<BadRequest> skills() {
        return Stream.of(
                skill("'name': 'x'", 422, "/category"),
                skill("'category': 'x'", 422, "/name"),
                skill("'name': 'x', 'category': '\u2003'", 422, "/category"),
                skill("'name': 'x', 'category': '" + "x".repeat(101) + "'", 422, "/category"),
                skill("'name': 'x', 'category': 'x', 'level': ''", 422, "/level"),
                skill("'name': 'x', 'category': 'x', 'level': 5", 400, "/level"),
                skill("'name': 'x', 'category': 'x', 'keywords': [null]", 422, "/keywords/0"),
                post(SKILLS, json("{'identityId': '{skill}', 'name': 'x', 'category': 'x'}"), 422, "/identityId"),
                post(SKILLS, json("{'identityId': 'x', 'name': 'x', 'category': 'x'}"), 400, "/identityId"),
                patch(SKILL, json("{'level': ' '}"), 422, "/level"),
                patch(SKILL, json("{'category': ' '}"), 422, "/category"),
                patch(SKILL, "{}", 428, null).with("if-match", null),
                patch(SKILL, "{}", 412, null).with("if-match", "\"7\""),
                patch(SKILLS + "/" + NOBODY, "{}", 404, null),
                send("DELETE", SKILL, 412, null).with("if-match", "\"7\""),
                post(SKILL + "/restore", "", 404, null),
                get(SKILLS + "/x", 400, "id"),
                get(SKILLS + "?category=%00", 400, "category"),
                get(SKILLS + "?identity=x", 400, "identity"),
                get(SKILLS + "?cursor=x", 400, "cursor"));
    }

    private static String manyIds() {
        return IntStream.range(0, 201)
                .mapToObj(n -> "'0190d0c8-0000-7000-8000-%012d'".formatted(n))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }

    private static BadRequest profile(String fields, int status, String culprit) {
        return post(PROFILES, json("{'identityId': '{identity}', 'headline': 'x', " + fields + "}"), status, culprit);
    }

    private static BadRequest mask(String settings, int status, String place) {
        return profile("'slug': 'x', 'maskSettings': " + settings, status, "/maskSettings" + place);
    }

    private static BadRequest experience(String fields, int status, String culprit) {
        return post(
                EXPERIENCES,
                json("{'identityId': '{identity}', 'organisation': 'x', " + fields + "}"),
                status,
                culprit);
    }

    private static BadRequest date(String start) {
        return experience("'title': 'x', 'startDate': '" + start + "'", 400, "/startDate");
    }

    private static BadRequest cursor(String position) {
        return get(EXPERIENCES + "?cursor=" + dev.statehouse.http.Cursor.of(position), 400, "cursor");
    }

    private static BadRequest skill(String fields, int status, String culprit) {
        return post(SKILLS, json("{'identityId': '{identity}', " + fields + "}"), status, culprit);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
