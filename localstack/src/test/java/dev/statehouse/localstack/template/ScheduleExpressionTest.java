package dev.statehouse.localstack.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {
    // 2026-03-01 is a Sunday. In Berlin clocks go forward on 2026-03-29 at 2:00 and back on 2026-10-25 at 3:00.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate(1 minute)             | UTC           | 2026-03-01T00:00:07Z | 2026-03-01T00:01:07Z",
                "rate(2 hours)              | UTC           | 2026-03-01T00:00:07Z | 2026-03-01T02:00:07Z",
                "cron(0/15 * * * ? *)       | UTC           | 2026-03-01T00:15:00Z | 2026-03-01T00:30:00Z",
                "cron(30 3 * * ? *)         | UTC           | 2026-03-01T03:30:00Z | 2026-03-02T03:30:00Z",
                "cron(30 3 ? * SUN *)       | UTC           | 2026-03-01T03:30:00Z | 2026-03-08T03:30:00Z",
                "cron(30 3 ? * 1 *)         | UTC           | 2026-03-01T03:30:00Z | 2026-03-08T03:30:00Z",
                "cron(0 4 1 * ? *)          | UTC           | 2026-03-01T04:00:00Z | 2026-04-01T04:00:00Z",
                "cron(0 4 L * ? *)          | UTC           | 2026-03-01T04:00:00Z | 2026-03-31T04:00:00Z",
                "cron(0 9 ? * MON#1 *)      | UTC           | 2026-03-02T09:00:00Z | 2026-04-06T09:00:00Z",
                "cron(0 9 ? * MON-FRI 2026) | UTC           | 2026-03-06T09:00:00Z | 2026-03-09T09:00:00Z",
                "cron(0 4 * * ? *)          | Europe/Berlin | 2026-03-28T03:00:00Z | 2026-03-29T02:00:00Z",
                "at(2026-03-01T12:00:00)    | Europe/Berlin | 2026-03-01T00:00:00Z | 2026-03-01T11:00:00Z",
            })
    void itIsDueNextAsSchedulerSays(String expression, String zone, Instant last, Instant due) {
        assertEquals(
                Optional.of(due), ScheduleExpression.parse(expression, zone).after(last));
    }

    @Test
    void whatIsOverIsNeverDueAgain() {
        Instant late = Instant.parse("2026-06-01T00:00:00Z");
        assertEquals(
                Optional.empty(),
                ScheduleExpression.parse("at(2026-03-01T12:00:00)", "UTC").after(late));
        assertEquals(
                Optional.empty(),
                ScheduleExpression.parse("cron(0 9 1 1 ? 2026)", "UTC").after(late));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rate(0 minutes)",
                "rate(5 seconds)",
                "cron(* * * * * *)",
                "cron(0 9 * * MON)",
                "cron(99 * * * ? *)",
                "at(yesterday)",
                "every day"
            })
    void anythingElseIsAnErrorOfTheTemplate(String expression) {
        assertThrows(TemplateError.class, () -> ScheduleExpression.parse(expression, "UTC"));
    }
}
