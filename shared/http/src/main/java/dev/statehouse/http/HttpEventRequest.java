package dev.statehouse.http;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.function.aws.proxy.ApiGatewayServletRequest;
import io.micronaut.http.CaseInsensitiveMutableHttpHeaders;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpParameters;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.Cookies;
import io.micronaut.http.simple.SimpleHttpParameters;
import io.micronaut.http.simple.cookies.SimpleCookies;
import io.micronaut.servlet.http.BodyBuilder;
import io.micronaut.servlet.http.ServletHttpResponse;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event as Micronaut's request: the query from its raw string, cookies from their list, bodies byte for byte. */
final class HttpEventRequest<B> extends ApiGatewayServletRequest<B, HttpEvent, HttpResult> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpEventRequest.class);

    private final HttpEventResponse<Object> response;
    private final MutableHttpHeaders headers;
    private final MutableHttpParameters parameters;
    private final @Nullable RequestError fault;

    HttpEventRequest(
            HttpEvent event, HttpEventResponse<Object> response, ConversionService conversions, BodyBuilder bodies) {
        super(conversions, event, uri(event), parseMethod(event.requestContext().http()::method), LOG, bodies);
        this.response = response;
        this.headers = new CaseInsensitiveMutableHttpHeaders(conversions);
        Map<CharSequence, List<String>> query = new LinkedHashMap<>();
        this.parameters = new SimpleHttpParameters(query, conversions);
        this.fault = take(event, headers, query);
    }

    // A constructor that threw would leave the caller without an answer, so the fault waits for the router's filters.
    private static @Nullable RequestError take(
            HttpEvent event, MutableHttpHeaders headers, Map<CharSequence, List<String>> query) {
        try {
            if (event.headers() != null) {
                event.headers().forEach((name, value) -> add(headers, name, value));
            }
            query.putAll(QueryString.parse(event.rawQueryString()));
            return null;
        } catch (RequestError malformed) {
            return malformed;
        }
    }

    private static void add(MutableHttpHeaders headers, String name, String value) {
        try {
            headers.add(name, value);
        } catch (IllegalArgumentException illegal) {
            throw RequestError.malformed(name, "the header has a character that no header may have");
        }
    }

    /** Why the request can't be taken as it is; null if it can. */
    @Nullable
    RequestError fault() {
        return fault;
    }

    private static URI uri(HttpEvent event) {
        String query = event.rawQueryString();
        // Two slashes at the beginning would be read as the name of a host.
        String path = EncodedPath.of(event.rawPath().replaceFirst("^//", "/%2F"));
        // Only the path is routed on; a malformed query must reach the parameters' own check, not fail here.
        return URI.create(query == null || query.isEmpty() ? path : path + "?" + EncodedPath.ofQuery(query));
    }

    @Override
    public byte[] getBodyBytes() throws EmptyBodyException {
        return getBodyBytes(() -> Objects.requireNonNullElse(requestEvent.body(), ""), requestEvent::isBase64Encoded);
    }

    @Override
    public MutableHttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public MutableHttpParameters getParameters() {
        return parameters;
    }

    @Override
    public Cookies getCookies() {
        SimpleCookies cookies = new SimpleCookies(conversionService);
        if (requestEvent.cookies() != null) {
            for (String cookie : requestEvent.cookies()) {
                // A value may hold '=' itself, as base64 does.
                int equals = cookie.indexOf('=');
                if (equals > 0) {
                    String name = cookie.substring(0, equals);
                    cookies.put(name, Cookie.of(name, cookie.substring(equals + 1)));
                }
            }
        }
        return cookies;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        String address = requestEvent.requestContext().http().sourceIp();
        return InetSocketAddress.createUnresolved(address == null ? "" : address, 0);
    }

    @Override
    public ServletHttpResponse<HttpResult, ?> getResponse() {
        return response;
    }
}
