package dev.statehouse.data.removal;

import dev.statehouse.data.DataError;
import java.util.List;
import java.util.UUID;

/** A store beside PostgreSQL that knows workspaces or people. A bean of this type is all that a further one needs. */
interface OutsideStore {

    /** As batches name it, for ever. */
    String name();

    /**
     * Some of what it holds of a subject; nothing once all is deleted.
     *
     * @param kind workspace or user
     * @throws DataError {@code UNAVAILABLE} if that can't be known now
     */
    OutsideBatch some(String kind, UUID subjectId);

    /**
     * Deletes what is there of these.
     *
     * @throws DataError {@code UNAVAILABLE} if something may be left
     */
    void delete(List<String> keys);
}
