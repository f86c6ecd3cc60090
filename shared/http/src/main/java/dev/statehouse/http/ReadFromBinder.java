package dev.statehouse.http;

import dev.statehouse.data.ReadFrom;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Gives a controller the {@link ReadFrom} of its request, which a header may name. A controller that takes one says thereby that its
 * answer need not be the newest; to all others the header says nothing.
 */
@Singleton
final class ReadFromBinder implements TypedRequestArgumentBinder<ReadFrom> {

    /**
     * In the request {@code writer}, in the answer {@code writer} or {@code reader;lag-ms=12}: an item of RFC 9651 both ways. Named
     * as Statehouse's other headers are, since RFC 6648 has new ones begin with no {@code X-}.
     */
    static final String HEADER = "Statehouse-Read-From";

    static final String WRITER = "writer";

    private static final String ATTRIBUTE = "statehouse.read-from";
    private static final Argument<ReadFrom> TYPE = Argument.of(ReadFrom.class);

    @Override
    public Argument<ReadFrom> argumentType() {
        return TYPE;
    }

    @Override
    public BindingResult<ReadFrom> bind(ArgumentConversionContext<ReadFrom> context, HttpRequest<?> request) {
        String asked = request.getHeaders().get(HEADER);
        if (asked != null && !asked.equals(WRITER)) {
            throw RequestError.malformed(HEADER, HEADER + " must be " + WRITER + ", or absent");
        }
        ReadFrom from = asked == null ? ReadFrom.anywhere() : ReadFrom.theWriter();
        request.setAttribute(ATTRIBUTE, from);
        return () -> Optional.of(from);
    }

    /** What was bound; empty where no controller asked for it. */
    static Optional<ReadFrom> of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, ReadFrom.class);
    }
}
