package dev.statehouse.search;

import dev.statehouse.testing.layout.HttpFunctionLayout;
import java.util.Set;

class LayoutTest extends HttpFunctionLayout {

    LayoutTest() {
        super(
                "search",
                Set.of(
                        // Reads, by a vector that no address could hold.
                        "POST /v1/search"));
    }
}
