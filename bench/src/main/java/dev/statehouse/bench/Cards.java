package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which card is where: numbers become ids by rule, so that every contender can find rows without being told of them. */
record Cards(Size size) {

    // Prime to every number of workspaces in use, so that a sample touches all of them.
    private static final int STRIDE = 53;
    private static final int SAMPLE = 20_000;
    private static final long TWELVE_DIGITS = 100_000_000_000L;

    static final String WORKSPACE_ID = "00000000-0000-4000-8000-";
    static final String CARD_ID = "01990000-0000-7000-8000-";

    static UUID workspaceId(int workspace) {
        return UUID.fromString(WORKSPACE_ID + (TWELVE_DIGITS + workspace));
    }

    static UUID cardId(int card) {
        return UUID.fromString(CARD_ID + (TWELVE_DIGITS + card));
    }

    int heavyWorkspace() {
        return size.workspaces();
    }

    /** Cards of ordinary workspaces, the same for every contender. */
    List<Integer> sample() {
        List<Integer> cards = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLE, size.cards()); i++) {
            cards.add((int) ((long) i * STRIDE % size.cards()));
        }
        return cards;
    }

    UUID workspaceOf(int card) {
        return workspaceId(card < size.cards() ? card % size.workspaces() : heavyWorkspace());
    }
}
