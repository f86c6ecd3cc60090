package dev.statehouse.sessioncleanup;

import dev.statehouse.testing.layout.FunctionLayout;

class LayoutTest extends FunctionLayout {

    LayoutTest() {
        super("session-cleanup");
    }
}
