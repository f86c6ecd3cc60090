package dev.statehouse.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.localstack.FaultStack.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of a story, who calls the API.
 *
 * @param credential a key or a session's token; null for a stranger
 * @param workspace the slug of the one in which a session acts; null for a key, which has its own
 */
record Client(
        FaultStack stack,
        @Nullable String credential,
        @Nullable String workspace) {

    private static final int PATIENCE = 10;
    private static final Pattern VERIFICATION = Pattern.compile("stm_[0-9A-Za-z]+");
    private static final Pattern INVITATION = Pattern.compile("sti_[0-9A-Za-z]+");

    /** The owner's key of a new workspace. */
    static Client ofWorkspace(FaultStack stack, String slug) {
        return new Client(stack, unchecked(() -> stack.workspace(slug)), null);
    }

    /** Somebody who shows no credential. */
    static Client anyone(FaultStack stack) {
        return new Client(stack, null, null);
    }

    /** Whoever has this login and password, in no workspace yet. */
    static Client loggedIn(FaultStack stack, String login, String password) {
        Answer session = anyone(stack)
                .post("/v1/sessions", """
                        {"login": "%s", "password": "%s"}""".formatted(login, password))
                .expect(201);
        return new Client(stack, session.text("/token"), null);
    }

    /** Somebody new, who has shown that the address is theirs, and is logged in. */
    static Client registered(FaultStack stack, String username, String password) {
        Client anyone = anyone(stack);
        anyone.post("/v1/users", """
                        {"username": "%1$s", "email": "%1$s@example.org", "password": "%2$s"}""".formatted(username, password)).expect(202);
        anyone.post("/v1/email-verifications/confirm", "{\"token\": \"%s\"}".formatted(anyone.mailed(VERIFICATION)))
                .expect(200);
        return loggedIn(stack, username, password);
    }

    /** The same one in a workspace. */
    Client in(String slug) {
        return new Client(stack, credential, slug);
    }

    /** Has somebody join this one's workspace, by an invitation to their address. */
    void invite(Client guest, String email, String role) {
        post("/v1/invitations", """
                        {"email": "%s", "role": "%s"}""".formatted(email, role)).expect(201);
        guest.post("/v1/invitations/accept", "{\"token\": \"%s\"}".formatted(mailed(INVITATION)))
                .expect(200);
    }

    // The newest message stands first.
    private String mailed(Pattern token) {
        return token.matcher(get("/docs/mail").body())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no message has " + token));
    }

    /** What is not there right now is asked for again: an instance that starts on a busy machine may be late. */
    Answer send(String method, String path, @Nullable String body, String... headers) {
        String[] all = workspace == null
                ? headers
                : Stream.concat(Stream.of("statehouse-workspace", workspace), Stream.of(headers))
                        .toArray(String[]::new);
        return unchecked(() -> {
            Answer answer = stack.send(method, path, credential, body, all);
            for (int tries = 1; tries < PATIENCE && answer.status() == 503; tries++) {
                Thread.sleep(1_000);
                answer = stack.send(method, path, credential, body, all);
            }
            return answer;
        });
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** What was found, read by somebody who may. */
    JsonNode read(String path) {
        return get(path).expect(200).json();
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** The id of what was made. */
    String made(String path, String body) {
        return post(path, body).expect(201).text("/id");
    }

    /** Whatever the present revision is. */
    Answer patch(String path, String body) {
        return patch(path, body, "*");
    }

    Answer patch(String path, String body, String ifMatch) {
        return send("PATCH", path, body, "if-match", ifMatch);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** As a value in a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private interface Call<T> {
        T call() throws IOException, InterruptedException;
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.call();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
