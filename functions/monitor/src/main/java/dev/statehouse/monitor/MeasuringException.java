package dev.statehouse.monitor;

/** Something can't be measured; the message, which holds no values of rows, says why. */
final class MeasuringException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MeasuringException(String message) {
        super(message);
    }
}
