package dev.statehouse.http;

import dev.statehouse.data.ReadFrom;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;

/** Tells which server an answer was read from, and how far that one may be behind. */
@ServerFilter("/**")
final class ReadFromHeader {

    @ResponseFilter
    void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
        ReadFromBinder.of(request)
                .flatMap(ReadFromHeader::told)
                .ifPresent(server -> response.header(ReadFromBinder.HEADER, server));
    }

    private static Optional<String> told(ReadFrom from) {
        return Optional.ofNullable(from.answeredBy()).map(server -> switch (server) {
            case WRITER -> ReadFromBinder.WRITER;
            case READER ->
                from.lagMs().isPresent() ? "reader;lag-ms=" + from.lagMs().getAsLong() : "reader";
        });
    }
}
