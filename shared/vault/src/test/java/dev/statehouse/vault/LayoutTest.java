package dev.statehouse.vault;

import dev.statehouse.testing.layout.ModuleLayout;

class LayoutTest extends ModuleLayout {

    LayoutTest() {
        super("vault");
    }
}
