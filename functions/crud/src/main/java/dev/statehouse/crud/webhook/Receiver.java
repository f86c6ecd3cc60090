package dev.statehouse.crud.webhook;

import dev.statehouse.http.HttpsUrl;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import java.util.List;

/** Where events are sent. Whether its address is a public one is looked at when it is connected to, for names change. */
final class Receiver {

    private static final String FAULT = "must be an https URL without user or fragment";

    private Receiver() {}

    /** @throws RequestError if it is no URL that events may be sent to */
    static String checked(String url) {
        if (HttpsUrl.isPlain(url)) {
            return url;
        }
        throw RequestError.invalid("url " + FAULT, List.of(Problem.FieldError.inBody("/url", FAULT)));
    }
}
