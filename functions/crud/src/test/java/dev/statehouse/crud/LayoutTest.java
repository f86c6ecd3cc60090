package dev.statehouse.crud;

import dev.statehouse.testing.layout.HttpFunctionLayout;
import java.util.Set;

class LayoutTest extends HttpFunctionLayout {

    LayoutTest() {
        super(
                "crud",
                Set.of(
                        // Rows bring ids of their writer's choice: what is sent again is there already.
                        "POST /v1/agent-runs/{id}/logs",
                        "POST /v1/agent-runs/{id}/usages",
                        "POST /v1/audit-log/verify",
                        "POST /v1/me/audit-log/verify",
                        "POST /v1/prompts/{slug}/render"));
    }
}
