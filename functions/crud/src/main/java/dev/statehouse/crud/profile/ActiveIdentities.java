package dev.statehouse.crud.profile;

import dev.statehouse.data.DataError;
import dev.statehouse.data.profile.Identities;
import dev.statehouse.http.Problem.FieldError;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Identities that rows may be given to. */
@Singleton
public final class ActiveIdentities {

    private static final String POINTER = "/identityId";
    private static final String NONE = "there is no such identity";

    private final Identities identities;

    ActiveIdentities(Identities identities) {
        this.identities = identities;
    }

    /**
     * Checks a body's {@code identityId}, inside the transaction that writes it: the reference alone would take a deleted
     * identity too.
     *
     * @throws DataError {@code INVALID} unless it is an active identity's
     */
    void check(UUID identityId) {
        if (identities.find(identityId) == null) {
            throw new DataError(DataError.Kind.INVALID, NONE, POINTER);
        }
    }

    /** What is wrong with the identities of a file's rows; each is looked up once. Not thread-safe. */
    public Function<UUID, List<FieldError>> faults() {
        Map<UUID, Boolean> known = new HashMap<>();
        return id -> known.computeIfAbsent(id, each -> identities.find(each) != null)
                ? List.of()
                : List.of(FieldError.inBody(POINTER, NONE));
    }
}
