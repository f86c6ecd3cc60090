package dev.statehouse.localstack.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Decodes UTF-8 in percent-encoding. A {@code %} without two hexadecimal digits after it stays as it is. */
final class PercentEncoding {
    private PercentEncoding() {}

    static String decodedPath(String text) {
        return decoded(text, false);
    }

    /** As in forms: {@code +} is a space. */
    static String decodedQuery(String text) {
        return decoded(text, true);
    }

    private static String decoded(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
            return text;
        }
        // The server reads the request line as ISO 8859-1, so that raw UTF-8 in it is decoded here too.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream result = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int escaped = bytes[i] == '%' && i + 2 < bytes.length ? hexadecimal(bytes[i + 1], bytes[i + 2]) : -1;
            if (escaped >= 0) {
                result.write(escaped);
                i += 2;
            } else {
                result.write(plusIsSpace && bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return result.toString(StandardCharsets.UTF_8);
    }

    private static int hexadecimal(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
