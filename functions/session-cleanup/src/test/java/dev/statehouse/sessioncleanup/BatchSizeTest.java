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
        size.took(Duration.ofMillis(50));
        assertEquals(20, size.rows());
        size.took(Duration.ofSeconds(10));
        assertEquals(BatchSize.LEAST, size.rows());
    }

    /** Or what each transaction costs would bring it down to the least, and nothing would go any faster. */
    @Test
    void aBatchThatIsALittleSlowIsFollowedByOneAsLarge() {
        size.took(Duration.ofMillis(29));
        assertEquals(BatchSize.FIRST, size.rows());
    }

    /** Rows that take a tenth of a millisecond each, and from one batch on three times as much. */
    @Test
    void whatTakesLongerOfASuddenIsHeldTooLongByOneBatchAtMost() {
        double each = 0.1;
        for (int batch = 0; batch < 50; batch++) {
            each = batch == 25 ? 0.3 : each;
            double took = size.rows() * each;
            assertTrue(took <= (batch == 25 ? 90 : 30), took + " ms in batch " + batch);
            size.took(Duration.ofNanos((long) (took * 1_000_000)));
        }
    }
}
