package dev.statehouse.crud.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One list of ids in a mask's settings.
 *
 * @param name {@code experiences} or {@code skills}
 * @param ids in their order; empty if the list has a fault
 * @param faults of its form
 */
record MaskChoice(String name, List<UUID> ids, List<FieldError> faults) {

    /** What a mask shows at most, of each kind. */
    static final int MOST = 200;

    private static final Pattern ID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** The list of this name; an empty one if there is none. */
    static MaskChoice of(JsonNode settings, String name) {
        JsonNode list = settings.path(name);
        if (list.isMissingNode()) {
            return new MaskChoice(name, List.of(), List.of());
        }
        if (!list.isArray() || list.size() > MOST) {
            return new MaskChoice(
                    name, List.of(), List.of(fault("/" + name, "must be a list of at most " + MOST + " ids")));
        }
        return read(name, list);
    }

    private static MaskChoice read(String name, JsonNode list) {
        List<UUID> ids = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        List<FieldError> faults = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String place = "/" + name + "/" + i;
            if (!list.get(i).isTextual() || !ID.matcher(list.get(i).textValue()).matches()) {
                faults.add(fault(place, "must be an id"));
            } else {
                ids.add(UUID.fromString(list.get(i).textValue()));
                if (!seen.add(ids.getLast())) {
                    faults.add(fault(place, "is named twice"));
                }
            }
        }
        return new MaskChoice(name, faults.isEmpty() ? ids : List.of(), faults);
    }

    /** A fault of each id that is among these. */
    List<FieldError> among(Set<UUID> unknown) {
        List<FieldError> found = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (unknown.contains(ids.get(i))) {
                found.add(fault("/" + name + "/" + i, "the identity has none of this id"));
            }
        }
        return found;
    }

    private static FieldError fault(String pointer, String detail) {
        return FieldError.inBody("/maskSettings" + pointer, detail);
    }
}
