package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the authorizer found of the limits is on every answer, whatever else becomes of the request. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitTest {

    private static final String LEFT = "\"read\";r=599;t=1";
    private static final String POLICY = "\"read\";q=600;w=60";

    private Crud crud;

    @BeforeAll
    void start() {
        crud = new Crud();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private TestCaller limited(TestCaller caller) {
        return caller.with("rateLimit", LEFT).with("rateLimitPolicy", POLICY);
    }

    @Test
    void everyAnswerTellsWhatIsLeft() {
        Api api = crud.api().as(limited(TestCaller.of(crud.workspace(), "viewer")));
        tells(api.get("/v1/projects").expect(200));
        tells(api.get("/v1/projects?limit=x").expect(400));
        tells(api.post("/v1/projects", "{\"slug\": \"a\", \"name\": \"A\"}").expect(403));
        tells(api.get("/v1/projects/" + crud.workspace()).expect(404));
        tells(api.as(limited(TestCaller.nobody())).get("/v1/projects").expect(401));
        assertEquals("", crud.api().get("/v1/projects").expect(200).header("ratelimit"));
    }

    private static void tells(Api.Answer answer) {
        assertEquals(LEFT, answer.header("ratelimit"));
        assertEquals(POLICY, answer.header("ratelimit-policy"));
    }

    @Test
    void whatIsBeyondALimitIsRefusedBeforeAnythingElse() {
        TestCaller refused = limited(TestCaller.nobody().with("denied", "rate").with("retryAfter", "17"));
        for (String path : new String[] {"/v1/projects", "/v1/projects?limit=x", "/v1/prompt-cards/not-an-id"}) {
            Api.Answer answer = crud.api().as(refused).get(path).expect(429);
            assertEquals("17", answer.header("retry-after"));
            assertEquals("application/problem+json", answer.header("content-type"));
            assertEquals(
                    "urn:statehouse:problem:too-many-requests",
                    answer.json().path("type").asText());
            tells(answer);
        }
    }

    @Test
    void aWorkspaceThatIsNotTheCallersIsForbidden() {
        Api api = crud.api().as(TestCaller.nobody().with("denied", "workspace"));
        assertEquals(
                "urn:statehouse:problem:forbidden",
                api.get("/v1/projects").expect(403).json().path("type").asText());
    }
}
