package dev.statehouse.data.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsdTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.000000",
        "499999, 0.000000",
        "500000, 0.000000",
        "500001, 0.000001",
        "1500000, 0.000002",
        "1000000000000, 1.000000",
        "123456789012345678901234567890, 123456789012345678.901235",
    })
    void sumsAreShownInMillionthsOfADollar(BigDecimal picousd, String shown) {
        assertEquals(shown, Usd.of(picousd));
    }

    @Test
    void whatIsNotKnownIsNotNothing() {
        assertNull(Usd.ofKnown(null));
    }
}
