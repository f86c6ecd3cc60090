package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize size = new BatchSize();

    @Test
    void aFastBatchIsFollowedByALargerOneUpToALimit() {
        size.took(Duration.ofMillis(1));
        assertEquals(75, size.rows());
        for (int i = 0; i < 100; i++) {
            size.took(Duration.ofMillis(1));
        }
        assertEquals(BatchSize.MOST, size.rows());
    }

    @Test
    void aSlowBatchIsFollowedByOneThatIsInTime() {
        size.took(Duration.ofMillis(100));
        assertEquals(10, size.rows());
        size.took(Duration.ofSeconds(10));
        assertEquals(1, size.rows());
    }

    /** Rows that take a tenth of a millisecond each, and from one batch to the next three times as much. */
    @Test
    void whatTakesLongerOfASuddenIsHeldForNoMoreThanOneSlowBatch() {
        double each = 0.1;
        for (int batch = 0; batch < 50; batch++) {
            each = batch == 25 ? 0.3 : each;
            double took = size.rows() * each;
            assertTrue(took <= (batch == 25 ? 61 : 31), took + " ms in batch " + batch);
            size.took(Duration.ofNanos((long) (took * 1_000_000)));
        }
        assertEquals(67, size.rows(), 2);
    }
}
