package dev.statehouse.localstack.function;

/** AWS: "Lambda quotas": 6 MB each for request and response of a synchronous invocation. */
public final class LambdaLimits {
    /** The Invoke operation's own words for more: "Request must be smaller than 6291456 bytes". */
    public static final int REQUEST_BYTES = 6 * 1024 * 1024;

    /** The Runtime API's own words for more: "Exceeded maximum allowed payload size (6291556 bytes)". */
    static final int RESPONSE_BYTES = 6 * 1024 * 1024 + 100;

    private LambdaLimits() {}
}
