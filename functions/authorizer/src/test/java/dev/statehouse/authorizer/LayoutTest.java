package dev.statehouse.authorizer;

import dev.statehouse.testing.layout.FunctionLayout;

class LayoutTest extends FunctionLayout {

    LayoutTest() {
        super("authorizer");
    }
}
