package dev.statehouse.http;

import java.net.URI;
import java.net.URISyntaxException;

/** URLs that a caller names, and that are called later. */
public final class HttpsUrl {

    private static final int LAST_PORT = 65_535;

    private HttpsUrl() {}

    /** Whether it is an https URL with a host, and without a user or fragment. */
    public static boolean isPlain(String text) {
        try {
            URI url = new URI(text);
            return text.matches("https://[!-~]+")
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= LAST_PORT;
        } catch (URISyntaxException noUrl) {
            return false;
        }
    }
}
