package dev.statehouse.authorizer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of what is remembered of a credential. Those but {@link #SLUG} and {@link #FAULT} are names of the authorizer's answer
 * too.
 */
final class Facts {

    static final String DENIED = "denied";
    static final String WORKSPACE_ID = "workspaceId";

    /** Of a key's workspace; only ever compared with what a request names. */
    static final String SLUG = "slug";

    /** Why a token is denied that its issuer signed; for the audit log alone. */
    static final String FAULT = "fault";

    /** Whom a token is about. */
    static final String SUBJECT = "subject";

    /** A workspace that does not exist, or that the credential is not for. */
    static final String FOREIGN = "workspace";

    private Facts() {}

    static void putIfKnown(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
