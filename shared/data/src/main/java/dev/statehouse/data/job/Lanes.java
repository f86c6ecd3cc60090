package dev.statehouse.data.job;

import java.util.List;
import java.util.function.Function;

/** Lanes as arguments of a statement: arrays whose elements belong together by their place. */
record Lanes(List<Lane> all) {

    String[] workspaces() {
        return texts(lane -> lane.workspaceId().toString());
    }

    String[] priorities() {
        return texts(lane -> Integer.toString(lane.priority()));
    }

    String[] runAts() {
        return texts(lane -> lane.runAt().toString());
    }

    String[] ids() {
        return texts(lane -> lane.id().toString());
    }

    private String[] texts(Function<Lane, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }
}
