package dev.statehouse.monitor;

import dev.statehouse.testing.layout.FunctionLayout;

class LayoutTest extends FunctionLayout {

    LayoutTest() {
        super("monitor");
    }
}
