package dev.statehouse.data.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sums of money as they are shown. What is stored is exact, in pico-dollars: millionths of a millionth. */
public final class Usd {

    private static final int PICO = 12;
    private static final int SHOWN = 6;

    private Usd() {}

    /** In dollars, rounded to their millionths; null for a cost that is not known. */
    public static @Nullable String ofKnown(@Nullable BigDecimal picousd) {
        return picousd == null ? null : of(picousd);
    }

    /** In dollars, rounded to their millionths. */
    public static String of(BigDecimal picousd) {
        return picousd.movePointLeft(PICO)
                .setScale(SHOWN, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
