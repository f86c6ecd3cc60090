package dev.statehouse.schedule;

import dev.statehouse.testing.layout.ModuleLayout;

class LayoutTest extends ModuleLayout {

    LayoutTest() {
        super("schedule");
    }
}
