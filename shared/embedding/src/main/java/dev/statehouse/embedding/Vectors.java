package dev.statehouse.embedding;

/** What a vector must be before anybody relies on it. */
final class Vectors {

    private Vectors() {}

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
        double squares = 0;
        for (float value : raw) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw EmbeddingFailedException.lasting(model.name() + " answered a vector that is not of finite numbers");
        }
        if (squares == 0) {
            throw EmbeddingFailedException.lasting(
                    model.name() + " answered a vector of zeros, which is like no other");
        }
        double length = Math.sqrt(squares);
        float[] unit = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            unit[i] = (float) (raw[i] / length);
        }
        return unit;
    }
}
