package dev.statehouse.identity;

import dev.statehouse.testing.layout.HttpFunctionLayout;
import java.util.Set;

class LayoutTest extends HttpFunctionLayout {

    LayoutTest() {
        super("identity", Set.of("POST /v1/credentials/rotation", "POST /v1/credentials/{id}/use"));
    }
}
