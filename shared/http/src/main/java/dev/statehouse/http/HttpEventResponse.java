package dev.statehouse.http;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.function.BinaryTypeConfiguration;
import io.micronaut.function.aws.proxy.AbstractServletHttpResponse;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects an answer and turns it into payload format 2.0: text as it is, all else in base64, cookies apart. */
final class HttpEventResponse<B> extends AbstractServletHttpResponse<HttpResult, B> {

    HttpEventResponse(ConversionService conversions, BinaryTypeConfiguration binaryTypes) {
        super(conversions, binaryTypes);
    }

    @Override
    public HttpResult getNativeResponse() {
        boolean text = body.size() <= PayloadLimit.TEXT_BYTES
                && getHeaders().getContentType().map(HttpEventResponse::isText).orElse(true);
        String sent = text
                ? body.toString(StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(body.toByteArray());
        if (sent.length() > PayloadLimit.CHARACTERS) {
            return PayloadLimit.exceeded();
        }
        return new HttpResult(status, singleHeaders(), cookies(), sent, !text);
    }

    private Map<String, String> singleHeaders() {
        Map<String, String> single = new LinkedHashMap<>();
        for (String name : headers.names()) {
            if (!name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
                single.put(name.toLowerCase(Locale.ROOT), String.join(", ", headers.getAll(name)));
            }
        }
        return single;
    }

    private List<String> cookies() {
        return List.copyOf(headers.getAll(HttpHeaders.SET_COOKIE));
    }

    private static boolean isText(String contentType) {
        MediaType type = MediaType.of(contentType);
        String subtype = type.getSubtype().toLowerCase(Locale.ROOT);
        return type.getType().equalsIgnoreCase("text")
                || subtype.endsWith("json")
                || subtype.endsWith("xml")
                || subtype.equals("x-ndjson")
                || subtype.equals("javascript");
    }
}
