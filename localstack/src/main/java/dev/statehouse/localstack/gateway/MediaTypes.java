package dev.statehouse.localstack.gateway;

import java.util.Locale;
import java.util.Set;

/**
 * Which request bodies travel as text.
 *
 * <p>AWS: "Create AWS Lambda proxy integrations for HTTP APIs" says only that binary bodies are in base64. Users who
 * tried it on AWS found text for {@code text/*} and these three, base64 for all else: forms, {@code +json} types and
 * bodies without a type included.
 */
final class MediaTypes {
    private static final Set<String> TEXT_OF_APPLICATIONS =
            Set.of("application/json", "application/xml", "application/javascript");

    private MediaTypes() {}

    static boolean isText(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || TEXT_OF_APPLICATIONS.contains(type);
    }
}
