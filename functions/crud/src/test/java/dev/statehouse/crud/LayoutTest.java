package dev.statehouse.crud;

import dev.statehouse.testing.layout.HttpFunctionLayout;
import java.util.Set;

class LayoutTest extends HttpFunctionLayout {

    LayoutTest() {
        super(
                "crud",
                Set.of("POST /v1/audit-log/verify", "POST /v1/me/audit-log/verify", "POST /v1/prompts/{slug}/render"));
    }
}
