package dev.statehouse.outbound;

import org.jspecify.annotations.Nullable;

/**
 * What a stranger's server answered.
 *
 * @param retryAfter the header of this name, as it came; null without one
 * @param body cut where the request says
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HttpsAnswer(int status, @Nullable String retryAfter, byte[] body) {

    /** Whether the status is one of 200 to 299. */
    public boolean isSuccess() {
        return status >= 200 && status <= 299;
    }
}
