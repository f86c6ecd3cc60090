package dev.statehouse.crud.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.profile.Experiences;
import dev.statehouse.data.profile.Skills;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Says whether a mask may show what its settings name: its own identity's experiences and skills that are there. Those of another
 * identity or workspace are as unknown as those of nobody.
 *
 * <p>Nothing is locked: what is deleted in the same moment is left out when the mask is shown.
 */
@Singleton
public final class MaskSettings {

    private final Experiences experiences;
    private final Skills skills;
    private final ObjectMapper json;

    MaskSettings(Experiences experiences, Skills skills, ObjectMapper json) {
        this.experiences = experiences;
        this.skills = skills;
        this.json = json;
    }

    /**
     * Checks settings inside the transaction that writes them.
     *
     * @param before settings whose ids were checked when they were written
     * @throws RequestError naming each id at fault
     */
    void check(UUID identityId, Json settings, Json before) {
        List<FieldError> faults = faults(identityId, settings, before);
        if (!faults.isEmpty()) {
            throw RequestError.invalid("the mask can't show what it names", faults);
        }
    }

    /** What is wrong with the settings of a row; nothing if there are none. */
    public List<FieldError> faults(UUID identityId, Json settings, Json before) {
        JsonNode now = parse(settings);
        JsonNode then = parse(before);
        List<FieldError> faults = new ArrayList<>();
        check(
                MaskChoice.of(now, "experiences"),
                MaskChoice.of(then, "experiences"),
                identityId,
                experiences::own,
                faults);
        check(MaskChoice.of(now, "skills"), MaskChoice.of(then, "skills"), identityId, skills::own, faults);
        return faults;
    }

    private static void check(
            MaskChoice choice,
            MaskChoice before,
            UUID identityId,
            BiFunction<UUID, String[], List<UUID>> own,
            List<FieldError> faults) {
        faults.addAll(choice.faults());
        if (!choice.faults().isEmpty()) {
            return;
        }
        Set<UUID> unknown = new HashSet<>(choice.ids());
        before.ids().forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            own.apply(identityId, unknown.stream().map(UUID::toString).toArray(String[]::new))
                    .forEach(unknown::remove);
        }
        faults.addAll(choice.among(unknown));
    }

    private JsonNode parse(Json settings) {
        try {
            return json.readTree(settings.text());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
