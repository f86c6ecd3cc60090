package dev.statehouse.data;

import dev.statehouse.testing.layout.ModuleLayout;

class LayoutTest extends ModuleLayout {

    LayoutTest() {
        super("data");
    }
}
