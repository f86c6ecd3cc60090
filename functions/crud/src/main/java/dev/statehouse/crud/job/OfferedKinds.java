package dev.statehouse.crud.job;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Json;
import dev.statehouse.data.audit.AuditLogCheck;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.Payloads;
import dev.statehouse.data.job.UnreadablePayload;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Kinds of jobs that callers may have enqueued, and what they must be allowed beside that. */
final class OfferedKinds {

    private record Offer(JobKind<?> kind, Permission permission) {}

    private static final Map<String, Offer> BY_NAME =
            Map.of(AuditLogCheck.KIND.name(), new Offer(AuditLogCheck.KIND, Permission.AUDIT_READ));

    private OfferedKinds() {}

    /**
     * The kind, if the caller may have it done with this payload.
     *
     * @throws RequestError naming the kind or the payload's field
     * @throws DataError if the caller may not
     */
    static JobKind<?> checked(Caller caller, String name, Json payload) {
        Offer offer = BY_NAME.get(name);
        if (offer == null) {
            throw refused("/kind", "must be one of " + String.join(", ", new TreeSet<>(BY_NAME.keySet())));
        }
        if (!caller.may(offer.permission())) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN,
                    "jobs of this kind need the permission "
                            + offer.permission().scope(),
                    "/kind");
        }
        try {
            Payloads.read(payload.text(), offer.kind().payload());
        } catch (UnreadablePayload unreadable) {
            throw refused("/payload" + unreadable.pointer(), "is not what jobs of the kind " + name + " take");
        }
        return offer.kind();
    }

    private static RequestError refused(String pointer, String fault) {
        return RequestError.invalid(
                pointer.substring(1) + " " + fault, List.of(Problem.FieldError.inBody(pointer, fault)));
    }
}
