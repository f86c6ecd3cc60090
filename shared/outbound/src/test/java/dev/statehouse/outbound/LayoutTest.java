package dev.statehouse.outbound;

import dev.statehouse.testing.layout.ModuleLayout;

class LayoutTest extends ModuleLayout {

    LayoutTest() {
        super("outbound");
    }
}
