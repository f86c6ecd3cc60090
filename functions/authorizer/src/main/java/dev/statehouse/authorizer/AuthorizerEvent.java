package dev.statehouse.authorizer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What API Gateway asks, reduced to what is read here. */
@JsonIgnoreProperties(ignoreUnknown = true)
record AuthorizerEvent(@Nullable Map<String, String> headers) {

    @Nullable
    String header(String name) {
        return headers == null ? null : headers.get(name);
    }
}
