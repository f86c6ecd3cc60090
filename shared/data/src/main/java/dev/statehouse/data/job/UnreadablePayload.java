package dev.statehouse.data.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** A payload that its kind does not understand, say since an older program wrote it. Trying again would not help. */
public final class UnreadablePayload extends Exception {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    private UnreadablePayload(String message, String pointer) {
        super(message);
        this.pointer = pointer;
    }

    /** JSON pointer of the field at fault; empty for the payload as a whole. */
    public String pointer() {
        return pointer;
    }

    // Jackson's own message would quote the payload.
    static UnreadablePayload of(JsonProcessingException cause, Class<?> type) {
        String pointer = cause instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                        .collect(Collectors.joining())
                : "";
        return new UnreadablePayload(
                "the payload is no " + type.getSimpleName() + (pointer.isEmpty() ? "" : ": see " + pointer), pointer);
    }
}
