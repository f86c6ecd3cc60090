package dev.statehouse.data.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {

    /** In 2026 Berlin's clocks go from 02:00 to 03:00 on 29 March, and from 03:00 back to 02:00 on 25 October. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            cron         | zone          | after                | due
            30 2 * * *   | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z
            30 2 * * *   | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
            */20 2 * * * | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:00:00Z 2026-10-25T00:20:00Z 2026-10-25T00:40:00Z 2026-10-26T01:00:00Z
            0 * * * *    | Europe/Berlin | 2026-03-28T23:30:00Z | 2026-03-29T00:00:00Z 2026-03-29T01:00:00Z 2026-03-29T02:00:00Z
            0 * * * *    | Europe/Berlin | 2026-10-24T23:30:00Z | 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z
            0 2 * * *    | Europe/Berlin | 2026-10-25T00:30:00Z | 2026-10-26T01:00:00Z
            0 0 31 * *   | UTC           | 2026-01-31T12:00:00Z | 2026-03-31T00:00:00Z 2026-05-31T00:00:00Z
            0 0 29 2 *   | UTC           | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z
            0 9 * * 1    | Asia/Kolkata  | 2026-06-01T03:30:00Z | 2026-06-08T03:30:00Z
            """)
    void timesComeByTheClocksOnTheWall(String cron, String zone, Instant after, String due) {
        Timetable timetable = Timetable.of(cron, zone);
        List<String> times = new ArrayList<>();
        Optional<Instant> next = timetable.after(after);
        int wanted = due.split(" ", -1).length;
        while (times.size() < wanted && next.isPresent()) {
            times.add(next.get().toString());
            next = timetable.after(next.get());
        }
        assertEquals(due, String.join(" ", times));
    }

    @Test
    void aDayThatNeverComesIsNoTime() {
        assertEquals(Optional.empty(), Timetable.of("0 0 30 2 *", "UTC").after(Instant.EPOCH));
    }

    @Test
    void whatIsNoTimetableIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Timetable.of("99 * * * *", "UTC"));
        assertThrows(IllegalArgumentException.class, () -> Timetable.of("* * * *", "UTC"));
        assertThrows(DateTimeException.class, () -> Timetable.of("0 0 * * *", "Europe/Atlantis"));
    }
}
