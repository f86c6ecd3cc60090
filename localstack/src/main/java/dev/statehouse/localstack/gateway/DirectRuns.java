package dev.statehouse.localstack.gateway;

import dev.statehouse.localstack.template.LocalAccount;
import dev.statehouse.localstack.template.Schedule;
import dev.statehouse.localstack.template.Template;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the function of a name and the event that its schedule would send.
 *
 * <p>AWS: "Adding context attributes in EventBridge Scheduler" lists the keywords that it replaces in an input. A
 * schedule without input sends the event written here, as users report it.
 */
final class DirectRuns {
    private final Template template;
    private final Clock clock;

    DirectRuns(Template template, Clock clock) {
        this.template = template;
        this.clock = clock;
    }

    /** @param name of a schedule, or a function's logical id or folder ({@code session-cleanup}) */
    Optional<Run> named(String name) {
        Optional<Run> bySchedule = template.schedules().stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst()
                .map(this::now);
        return bySchedule.or(() -> template.functions().keySet().stream()
                .filter(logicalId -> logicalId.equals(name) || folder(logicalId).equals(name))
                .findFirst()
                .map(this::run));
    }

    /** {@code SessionCleanupFunction} lives in {@code session-cleanup}. */
    static String folder(String logicalId) {
        return logicalId
                .replaceFirst("Function$", "")
                .replaceAll("(?<=.)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private Run run(String function) {
        return template.schedules().stream()
                .filter(schedule -> schedule.function().equals(function))
                .findFirst()
                .map(this::now)
                .orElseGet(() -> new Run(function, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private Run now(Schedule schedule) {
        // Not to the second, as AWS's clock has it: of two runs of one second, the second would be taken for a repeat.
        return run(schedule, clock.instant().truncatedTo(ChronoUnit.MILLIS), UUID.randomUUID(), 1);
    }

    /**
     * The event of one execution.
     *
     * @param due when it was to be sent
     * @param execution the same at each attempt
     * @param attempt from 1
     */
    static Run run(Schedule schedule, Instant due, UUID execution, int attempt) {
        String arn = "arn:aws:scheduler:%s:%s:schedule/default/%s"
                .formatted(LocalAccount.REGION, LocalAccount.ACCOUNT_ID, schedule.name());
        String event = schedule.input()
                .map(input -> input.replace("<aws.scheduler.schedule-arn>", arn)
                        .replace("<aws.scheduler.scheduled-time>", due.toString())
                        .replace("<aws.scheduler.execution-id>", execution.toString())
                        .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt)))
                .orElseGet(() -> standardEvent(arn, execution, due));
        return new Run(schedule.function(), event.getBytes(StandardCharsets.UTF_8));
    }

    private static String standardEvent(String arn, UUID execution, Instant time) {
        return """
                {"version":"0","id":"%s","detail-type":"Scheduled Event","source":"aws.scheduler","account":"%s",\
                "time":"%s","region":"%s","resources":["%s"],"detail":"{}"}""".formatted(execution, LocalAccount.ACCOUNT_ID, time, LocalAccount.REGION, arn);
    }

    /** A function and what it is to be sent. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Run(String function, byte[] event) {}
}
