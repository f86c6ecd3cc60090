package dev.statehouse.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A query's parameters, decoded strictly: what is not UTF-8 or holds a NUL is refused rather than guessed at. */
final class QueryString {

    private QueryString() {}

    /** @throws RequestError naming the first parameter that can't be decoded */
    static Map<CharSequence, List<String>> parse(@Nullable String raw) {
        Map<CharSequence, List<String>> parameters = new LinkedHashMap<>();
        if (raw == null) {
            return parameters;
        }
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String encodedName = equals < 0 ? pair : pair.substring(0, equals);
                String name = decode(encodedName, encodedName);
                String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1));
                parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String decode(String parameter, String encoded) {
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.write(octet(parameter, bytes, i));
                i += 2;
            } else {
                decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return text(parameter, decoded.toByteArray());
    }

    private static int octet(String parameter, byte[] bytes, int percent) {
        int high = percent + 2 < bytes.length ? Character.digit(bytes[percent + 1], 16) : -1;
        int low = percent + 2 < bytes.length ? Character.digit(bytes[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw RequestError.malformed(parameter, "a '%' must be followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static String text(String parameter, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException notUtf8) {
            // Refused below, as a NUL is.
        }
        throw RequestError.malformed(parameter, "must be percent-encoded UTF-8 without a NUL character");
    }
}
