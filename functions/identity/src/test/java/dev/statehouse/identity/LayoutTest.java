package dev.statehouse.identity;

import dev.statehouse.testing.layout.HttpFunctionLayout;
import java.util.Set;

class LayoutTest extends HttpFunctionLayout {

    LayoutTest() {
        super(
                "identity",
                // Open to everybody, so there is no credential to whom an Idempotency-Key could belong: a repeat sends
                // another
                // message or opens another session, and a token works once.
                // Neither does a repeated step of the rotation, or a repeated use, which is noted each time.
                Set.of(
                        "POST /v1/credentials/rotation",
                        "POST /v1/credentials/{id}/use",
                        "POST /v1/email-verifications",
                        "POST /v1/email-verifications/confirm",
                        "POST /v1/password-resets",
                        "POST /v1/password-resets/confirm",
                        "POST /v1/sessions",
                        "POST /v1/users"));
    }
}
