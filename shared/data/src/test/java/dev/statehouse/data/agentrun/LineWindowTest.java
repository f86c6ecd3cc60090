package dev.statehouse.data.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineWindowTest {

    @ParameterizedTest(name = "a run of {0}, at {1}")
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-21T12:00:00Z, 2026-11-19T10:00:00Z, 2026-11-21T13:00:00Z",
        "2026-10-01T10:00:00Z, 2026-11-21T12:00:00Z, 2026-10-01T00:00:00Z, 2026-11-21T13:00:00Z",
        "2025-03-01T10:00:00Z, 2026-01-01T00:00:00Z, 2025-12-01T00:00:00Z, 2026-01-01T01:00:00Z",
        "2026-10-01T10:00:00Z, 2026-11-30T23:59:59Z, 2026-10-01T00:00:00Z, 2026-12-01T00:59:59Z",
    })
    void linesAreWrittenFromADayBeforeTheRunAndFromTheMonthBefore(
            Instant made, Instant now, Instant from, Instant until) {
        LineWindow window = LineWindow.ofWriting(Ids.first(made), now);
        assertEquals(new LineWindow(from, until), window);
        assertTrue(window.holds(Ids.first(from)));
        assertFalse(window.holds(Ids.first(from.minusMillis(1))));
        assertTrue(window.holds(Ids.first(until.minusMillis(1))));
        assertFalse(window.holds(Ids.first(until)));
    }

    @ParameterizedTest
    @CsvSource({"2025-03-01T10:00:00Z, 2026-11-21T12:00:00Z"})
    void linesAreReadForAsLongAsTheRunLives(Instant made, Instant now) {
        LineWindow window = LineWindow.of(Ids.first(made), now);
        assertTrue(window.holds(Ids.first(made)));
        UUID next = Ids.first(now);
        assertTrue(window.first().compareTo(next) != 0 && window.holds(next));
    }
}
