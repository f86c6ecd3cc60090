package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** The crud function with two members of one workspace, and the calls about conversations that several tests make. */
final class Talks implements AutoCloseable {

    static final String CONVERSATIONS = "/v1/conversations";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Crud crud;
    private final UUID member;
    private final UUID colleague;

    Talks() {
        this(Map.of());
    }

    Talks(Map<String, Object> properties) {
        crud = new Crud(properties);
        member = crud.rows().member(crud.workspace(), "editor");
        colleague = crud.rows().member(crud.workspace(), "owner");
    }

    Crud crud() {
        return crud;
    }

    UUID member() {
        return member;
    }

    /** An editor. */
    Api api() {
        return crud.api().as(TestCaller.of(crud.workspace(), "editor").actingFor(member));
    }

    /** Another member of the same workspace, who has the highest role in it. */
    Api colleague() {
        return crud.api().as(TestCaller.of(crud.workspace(), "owner").actingFor(colleague));
    }

    /** A key of the workspace that acts for no person. */
    Api key() {
        return crud.api().as(TestCaller.of(crud.workspace(), "owner"));
    }

    /** The path of a new conversation. */
    String conversation(String visibility) {
        return api().post(CONVERSATIONS, "{\"title\": \"Talk\", \"visibility\": \"%s\"}".formatted(visibility))
                .expect(201)
                .header("location");
    }

    String conversation() {
        return conversation("private");
    }

    /** One with messages {@code 1}, {@code 2}, … by user and assistant in turn. */
    String conversation(int messages) {
        String path = conversation();
        add(path, IntStream.rangeClosed(1, messages).mapToObj(String::valueOf).toArray(String[]::new));
        return path;
    }

    void add(String path, String... contents) {
        for (int first = 0; first < contents.length; first += 200) {
            List<Map<String, String>> messages = new ArrayList<>();
            for (int i = first; i < Math.min(contents.length, first + 200); i++) {
                messages.add(Map.of("role", i % 2 == 0 ? "user" : "assistant", "content", contents[i]));
            }
            api().post(path + "/messages/batch", json(Map.of("messages", messages)))
                    .expect(201);
        }
    }

    static UUID id(String path) {
        return UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Messages as {@code 1 first, 2 second}. */
    static String contents(JsonNode messages) {
        List<String> texts = new ArrayList<>();
        messages.forEach(message -> texts.add(
                message.path("seq").asInt() + " " + message.path("content").asText()));
        return String.join(", ", texts);
    }

    /** What the conversation shows to the member, in its order. */
    String contents(String path) {
        return contents(
                api().get(path + "/messages?limit=100").expect(200).json().path("data"));
    }

    @Override
    public void close() {
        crud.close();
    }
}
