package dev.statehouse.search;

import dev.statehouse.testing.layout.HttpFunctionLayout;
import java.util.Set;

class LayoutTest extends HttpFunctionLayout {

    LayoutTest() {
        super("search", Set.of());
    }
}
