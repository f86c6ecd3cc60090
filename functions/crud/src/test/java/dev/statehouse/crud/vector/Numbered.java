package dev.statehouse.crud.vector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The crud function with two members of one workspace, and a model of three dimensions that nobody makes vectors of. */
final class Numbered implements AutoCloseable {

    static final String VECTORS = "/v1/vectors";

    private final Crud crud = new Crud();
    private final UUID member = crud.rows().member(crud.workspace(), "editor");
    private final UUID colleague = crud.rows().member(crud.workspace(), "owner");
    private final String model = model("ours", 3);

    Crud crud() {
        return crud;
    }

    UUID member() {
        return member;
    }

    String model() {
        return model;
    }

    /** An editor. */
    Api api() {
        return crud.api().as(TestCaller.of(crud.workspace(), "editor").actingFor(member));
    }

    /** Another member of the same workspace, who has the highest role in it. */
    Api colleague() {
        return crud.api().as(TestCaller.of(crud.workspace(), "owner").actingFor(colleague));
    }

    Api admin() {
        return crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    String model(String name, int dimensions) {
        return id(admin().post(
                        "/v1/embedding-models",
                        "{\"provider\": \"caller\", \"name\": \"%s\", \"dimensions\": %d}"
                                .formatted(name, dimensions)));
    }

    /** Another model, by which the worker makes vectors, as what searches use. */
    String localDefault() {
        String local = id(admin().post("/v1/embedding-models", "{\"provider\": \"local\"}"));
        crud.database()
                .asOwner(("INSERT INTO search_spaces (workspace_id, embedding_model_id) VALUES ('%s', '%s')"
                                + " ON CONFLICT (workspace_id) DO UPDATE SET embedding_model_id = EXCLUDED.embedding_model_id")
                        .formatted(crud.workspace(), local));
        return local;
    }

    /** The id of a vector with these fields besides. */
    String vector(String content, String fields) {
        return id(api().post(VECTORS, """
                {"content": "%s", "values": [3, 0, 4], "modelId": "%s"%s}""".formatted(content, model, fields)));
    }

    JsonNode show(String id) {
        return api().get(VECTORS + "/" + id).expect(200).json();
    }

    /** The numbers of a vector; of half precision. */
    List<Double> values(String id) {
        JsonNode values = api().get(VECTORS + "/" + id + "?include=values")
                .expect(200)
                .json()
                .path("values");
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> Math.round(value.asDouble() * 1000) / 1000.0)
                .toList();
    }

    List<String> listed(Api as, String query) {
        return StreamSupport.stream(
                        as.get(VECTORS + query).expect(200).json().path("data").spliterator(), false)
                .map(row -> row.path("content").asText())
                .toList();
    }

    String conversation(String visibility) {
        return id(api().post("/v1/conversations", "{\"visibility\": \"%s\"}".formatted(visibility)));
    }

    String message(String conversation) {
        return id(api().post(
                        "/v1/conversations/" + conversation + "/messages",
                        "{\"role\": \"user\", \"content\": \"said\"}"));
    }

    static String id(Api.Answer created) {
        return created.expect(201).json().path("id").asText();
    }

    @Override
    public void close() {
        crud.close();
    }
}
