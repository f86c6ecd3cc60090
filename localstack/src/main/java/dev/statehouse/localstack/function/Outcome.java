package dev.statehouse.localstack.function;

/** How an invocation ended. */
public sealed interface Outcome {
    /** The handler returned; {@code payload} is what it wrote, unread. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    record Answered(byte[] payload) implements Outcome {}

    /** The handler threw, or the function could not start or answered too much. {@code error} is Lambda's error object. */
    record Failed(String error) implements Outcome {}

    /** The process ended while it had the event. */
    record Crashed(String reason) implements Outcome {}

    /** The function's own Timeout ran out; its instance was killed. */
    record TimedOut() implements Outcome {}

    /** All instances are busy and the queue is full. */
    record Throttled() implements Outcome {}

    /** The event is larger than Lambda takes. */
    record TooLarge() implements Outcome {}

    /** The caller stopped waiting; the function may go on. */
    record Abandoned() implements Outcome {}
}
