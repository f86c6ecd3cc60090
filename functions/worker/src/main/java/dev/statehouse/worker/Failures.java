package dev.statehouse.worker;

import dev.statehouse.data.DataError;

/** What is kept of a failure: enough to find it in the log, and nothing that the failure quotes. */
final class Failures {

    private static final String OURS = "dev.statehouse.";

    private Failures() {}

    static String describe(Throwable failure) {
        if (failure instanceof JobFailure || failure instanceof DataError) {
            return String.valueOf(failure.getMessage());
        }
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith(OURS)) {
                String type =
                        frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
                return "%s in %s.%s, line %d"
                        .formatted(
                                failure.getClass().getSimpleName(), type, frame.getMethodName(), frame.getLineNumber());
            }
        }
        return failure.getClass().getSimpleName();
    }
}
