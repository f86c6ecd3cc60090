package dev.statehouse.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                             | PT0S
            120                           | PT2M
             7200                         | PT2H
            999999999                     | PT6H
            99999999999999999999          | PT0S
            -5                            | PT0S
            soon                          | PT0S
            Sun, 01 Mar 2026 00:10:00 GMT | PT10M
            Sun, 01 Mar 2026 23:10:00 GMT | PT6H
            Sat, 28 Feb 2026 00:10:00 GMT | PT0S
            """)
    void aServerMayAskForPatienceWithinBounds(String header, Duration wait) {
        assertEquals(wait, RetryAfter.of(header, Instant.parse("2026-03-01T00:00:00Z")));
        assertEquals(Duration.ZERO, RetryAfter.of(null, Instant.EPOCH));
    }
}
