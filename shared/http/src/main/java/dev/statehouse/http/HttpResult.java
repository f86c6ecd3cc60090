package dev.statehouse.http;

import java.util.List;
import java.util.Map;

/**
 * An answer in payload format 2.0.
 *
 * @param headers repeated ones joined by commas
 * @param cookies one {@code Set-Cookie} each
 * @param body text, or base64 of the bytes where {@code isBase64Encoded}
 */
record HttpResult(
        int statusCode, Map<String, String> headers, List<String> cookies, String body, boolean isBase64Encoded) {}
