package dev.statehouse.maintenance;

import dev.statehouse.testing.layout.FunctionLayout;

class LayoutTest extends FunctionLayout {

    LayoutTest() {
        super("maintenance");
    }
}
