package dev.statehouse.http;

import java.nio.charset.StandardCharsets;

/** Percent-encodes what a URI may not hold, and leaves encodings that are there as they are. */
final class EncodedPath {

    private static final String PATH = "-._~!$&'()*+,;=:@/";
    private static final String QUERY = PATH + "?";

    private EncodedPath() {}

    static String of(String path) {
        return encode(path, PATH);
    }

    static String ofQuery(String query) {
        return encode(query, QUERY);
    }

    private static String encode(String text, String allowed) {
        StringBuilder encoded = null;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean fits = (Character.isLetterOrDigit(c) && c < 0x80)
                    || allowed.indexOf(c) >= 0
                    || (c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2));
            if (!fits && encoded == null) {
                encoded =
                        new StringBuilder(bytes.length + 16).append(new String(bytes, 0, i, StandardCharsets.US_ASCII));
            }
            if (encoded != null) {
                encoded.append(fits ? String.valueOf(c) : "%%%02X".formatted((int) c));
            }
        }
        return encoded == null ? text : encoded.toString();
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && Character.digit(bytes[at], 16) >= 0;
    }
}
