package dev.statehouse.crud.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.operation.HealthReason;
import dev.statehouse.data.operation.Measurement;
import dev.statehouse.data.operation.MonitorAge;
import dev.statehouse.data.operation.NotMeasured;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the health answer of the monitor's last measurement. That it is old, or that there is none, is a reason as well. */
final class HealthReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<HealthReason>> REASONS = new TypeReference<>() {};
    private static final TypeReference<List<NotMeasured>> NOT_MEASURED = new TypeReference<>() {};
    private static final List<String> FROM_GOOD_TO_BAD = List.of("healthy", "degraded", "failing");

    private HealthReport() {}

    static InstallationHealth of(@Nullable Measurement newest) {
        if (newest == null) {
            return new InstallationHealth("failing", null, List.of(MonitorAge.never()), List.of());
        }
        List<HealthReason> reasons = new ArrayList<>(read(newest.reasons(), REASONS));
        Optional<HealthReason> age = MonitorAge.judge(newest.ageSeconds());
        age.ifPresent(late -> reasons.addFirst(late));
        String status = age.map(late -> worse(late.severity(), newest.status())).orElse(newest.status());
        return new InstallationHealth(status, newest.measuredAt(), reasons, read(newest.notMeasured(), NOT_MEASURED));
    }

    private static String worse(String one, String other) {
        return FROM_GOOD_TO_BAD.indexOf(one) > FROM_GOOD_TO_BAD.indexOf(other) ? one : other;
    }

    private static <T> T read(Json json, TypeReference<T> type) {
        try {
            return JSON.readValue(json.text(), type);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException("the monitor's row can't be read", foreign);
        }
    }
}
