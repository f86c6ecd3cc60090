package dev.statehouse.localstack.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the schedules (AWS::Scheduler::Schedule) of functions. */
final class ScheduleReader {
    /** What EventBridge Scheduler does where the template says nothing. */
    private static final int STANDARD_RETRIES = 185;

    private final JsonNode resources;
    private final Set<String> functions;
    private final Intrinsics intrinsics;

    ScheduleReader(JsonNode resources, Set<String> functions, Intrinsics intrinsics) {
        this.resources = resources;
        this.functions = functions;
        this.intrinsics = intrinsics;
    }

    List<Schedule> schedules() {
        List<Schedule> schedules = new ArrayList<>();
        resources.properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals("AWS::Scheduler::Schedule")) {
                schedules.add(schedule(resource.getKey(), resource.getValue().path("Properties")));
            }
        });
        return schedules;
    }

    private Schedule schedule(String logicalId, JsonNode properties) {
        JsonNode target = properties.path("Target");
        return new Schedule(
                text(properties.path("Name"), logicalId),
                function(logicalId, target.path("Arn")),
                ScheduleExpression.parse(
                        text(properties.path("ScheduleExpression"), ""),
                        text(properties.path("ScheduleExpressionTimezone"), "UTC")),
                intrinsics.text(target.path("Input")).filter(input -> !input.isEmpty()),
                !text(properties.path("State"), "ENABLED").equals("DISABLED"),
                target.path("RetryPolicy").path("MaximumRetryAttempts").asInt(STANDARD_RETRIES));
    }

    // `!Ref CrudFunction.Alias` is the alias that SAM makes of a function.
    private String function(String logicalId, JsonNode arn) {
        return Intrinsics.references(arn).stream()
                .map(name -> name.split("\\.", 2)[0])
                .filter(functions::contains)
                .findFirst()
                .orElseThrow(() -> new TemplateError(logicalId + ": its target is no function of this template"));
    }

    private String text(JsonNode node, String standard) {
        return intrinsics.text(node).filter(text -> !text.isEmpty()).orElse(standard);
    }
}
