package dev.statehouse.crud.vector;

import dev.statehouse.data.vector.VectorModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the numbers of a vector must be. */
final class Numbers {

    /** The largest number of two bytes (IEEE 754-2019, 3.3: binary16). */
    private static final double LARGEST = 65_504;

    private Numbers() {}

    /** What is wrong with the numbers of a vector of a model; null if nothing is. */
    static @Nullable String fault(VectorModel model, List<Double> values) {
        if (values.size() != model.dimensions()) {
            return "must have the %,d dimensions of the model %s".formatted(model.dimensions(), model.name());
        }
        double squares = 0;
        for (double value : values) {
            // As single precision has it, by which a vector is brought to length one.
            squares += Math.pow((float) value, 2);
        }
        if (!Double.isFinite(squares) || squares == 0) {
            return "must be finite numbers that are not all zero";
        }
        if (!model.normalised() && values.stream().anyMatch(value -> Math.abs(value) > LARGEST)) {
            return "must be numbers from -65,504 to 65,504, for the model's vectors are kept as they are";
        }
        return null;
    }
}
