package dev.statehouse.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that a browser authenticated by a cookie was made by a page of this very origin: a cookie alone proves
 * only that the browser sent it, whoever asked it to.
 *
 * <p>What changes something must come with {@code Sec-Fetch-Site: same-origin} or, from browsers that don't send that, with an
 * {@code Origin} that is the host asked (OWASP, Cross-Site Request Forgery Prevention Cheat Sheet). Pages can set neither.
 * Without either it is refused: a client that is no browser sends its token in the header {@code Authorization}, where no check
 * is needed. A product whose pages have another origin than the API does the same.
 */
final class CsrfCheck {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SAME = "same-origin";
    private static final String HTTPS_PORT = ":443";

    private CsrfCheck() {}

    /**
     * Decides.
     *
     * @param site value of {@code Sec-Fetch-Site}; null if absent
     * @param origin value of {@code Origin}; null if absent
     * @param host value of {@code Host}; null if absent
     */
    static boolean allows(String method, @Nullable String site, @Nullable String origin, @Nullable String host) {
        if (SAFE.contains(method)) {
            return true;
        }
        if (site != null) {
            return site.equals(SAME);
        }
        return origin != null && host != null && authority(origin).equals(plain(host));
    }

    /** Host and port of an origin over HTTPS, which is how cookies of this kind travel; empty for any other. */
    private static String authority(String origin) {
        try {
            URI uri = new URI(origin);
            boolean bare = uri.getRawPath() == null || uri.getRawPath().isEmpty();
            boolean trusted = "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri.getHost());
            return bare && trusted && uri.getRawAuthority() != null ? plain(uri.getRawAuthority()) : "";
        } catch (URISyntaxException none) {
            return "";
        }
    }

    // Browsers take this machine itself for secure, and send it such cookies over HTTP.
    private static boolean isLoopback(@Nullable String host) {
        return "localhost".equals(host) || "127.0.0.1".equals(host);
    }

    private static String plain(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(HTTPS_PORT) ? lower.substring(0, lower.length() - HTTPS_PORT.length()) : lower;
    }
}
