package dev.statehouse.worker.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {

    // Computed with Python's hmac, and what the libraries of Standard Webhooks are tested with.
    @Test
    void aSignatureIsThatOfTheStandard() {
        String signature = Signatures.of(
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                "{\"test\": 2432232314}");
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,78nXHjpFP0tVJQW5D0SBwmVyyW87BV/rL6MgfM/Bw44=",
                signature);
    }

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
    void aReceiverMayAskForPatienceWithinBounds(String header, Duration wait) {
        assertEquals(wait, RetryAfter.of(header, Instant.parse("2026-03-01T00:00:00Z")));
        assertEquals(Duration.ZERO, RetryAfter.of(null, Instant.EPOCH));
    }
}
