package dev.statehouse.embedding;

/** What a vector must be before anybody relies on it. */
public final class Vectors {

    private Vectors() {}

    /** A vector as PostgreSQL reads it: {@code [1.0,2.5]}. */
    public static String text(float[] vector) {
        StringBuilder text = new StringBuilder(12 * vector.length).append('[');
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : ",").append(vector[i]);
        }
        return text.append(']').toString();
    }

    /** Whether all of a vector's numbers are finite, and not all of them zero. */
    public static boolean hasDirection(float[] vector) {
        double squares = squares(vector);
        return Double.isFinite(squares) && squares > 0;
    }

    /** The vector of the same direction and length 1, of one that has a direction. */
    public static float[] unit(float[] raw) {
        double length = Math.sqrt(squares(raw));
        float[] unit = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            unit[i] = (float) (raw[i] / length);
        }
        return unit;
    }

    private static double squares(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return squares;
    }

    /**
     * The vector of the same direction and length 1.
     *
     * @throws EmbeddingFailedException if it has other dimensions than the model, no direction, or something that is no number
     */
    static float[] unit(float[] raw, EmbeddingModel model) {
        if (raw.length != model.dimensions()) {
            throw EmbeddingFailedException.lasting("%s answered a vector of %d dimensions, and not of %d"
                    .formatted(model.name(), raw.length, model.dimensions()));
        }
        double squares = squares(raw);
        if (!Double.isFinite(squares)) {
            throw EmbeddingFailedException.lasting(model.name() + " answered a vector that is not of finite numbers");
        }
        if (squares == 0) {
            throw EmbeddingFailedException.lasting(
                    model.name() + " answered a vector of zeros, which is like no other");
        }
        return unit(raw);
    }
}
