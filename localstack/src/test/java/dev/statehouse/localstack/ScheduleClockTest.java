package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The function throws, so that the attempts can be counted by what the stack notes of each. */
    @Test
    void aScheduleIsSentWhenItIsDueAndAgainAsOftenAsItsPolicySays(@TempDir Path directory) throws Exception {
        Instant due = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        Path template = Files.writeString(
                directory.resolve("template.yaml"),
                Files.readString(EchoStack.template())
                        .replace("rate(1 day)", "at(" + LocalDateTime.ofInstant(due, ZoneOffset.UTC) + ")")
                        .replace("'{\"at\": ", "'{\"x-do\":\"throw\",\"at\": ")
                        .replace("rate(1 hour)", "rate(1 minute)")
                        .replace("State: ENABLED", "State: DISABLED"));
        try (EchoStack _ = EchoStack.start(directory, "--template", template.toString())) {
            Path log = directory.resolve("stack/logs/SessionCleanupFunction.log");
            Instant deadline = Instant.now().plus(PATIENCE);
            while (!text(log).contains("schedule session-cleanup-daily of " + due + " failed 3 times")) {
                assertTrue(Instant.now().isBefore(deadline), text(log));
                Thread.sleep(100);
            }
            assertEquals(3, text(log).split("\\[stack\\] Failed", -1).length - 1, text(log));
        }
    }

    private static String text(Path log) throws Exception {
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
