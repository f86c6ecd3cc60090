package dev.statehouse.mail;

import dev.statehouse.testing.layout.ModuleLayout;

class LayoutTest extends ModuleLayout {

    LayoutTest() {
        super("mail");
    }
}
