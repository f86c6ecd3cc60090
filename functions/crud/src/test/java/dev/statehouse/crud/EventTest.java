package dev.statehouse.crud;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.Events;
import org.junit.jupiter.api.Test;

/** The event that {@code sam local invoke} is given. */
class EventTest {

    @Test
    void theEventOfTheFolderMakesAProject() {
        try (Crud crud = new Crud()) {
            crud.database()
                    .asOwner("INSERT INTO workspaces (id, slug, name)"
                            + " VALUES ('01900000-0000-7000-8000-000000000001', 'example', 'Example')");
            Api api = crud.api();
            api.send(Events.read("crud")).expect(201);
            api.send(Events.read("crud")).expect(409);
        }
    }
}
