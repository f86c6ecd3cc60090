package dev.statehouse.migrate;

import dev.statehouse.testing.layout.FunctionLayout;

class LayoutTest extends FunctionLayout {

    LayoutTest() {
        super("migrate");
    }
}
