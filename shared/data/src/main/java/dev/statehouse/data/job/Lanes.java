package dev.statehouse.data.job;

import java.util.List;
import java.util.function.Function;

/** Lanes as arguments of a statement: arrays whose elements belong together by their place. */
record Lanes(String[] workspaces, String[] priorities, String[] runAts, String[] ids) {

    static Lanes of(List<Lane> lanes) {
        return new Lanes(
                texts(lanes, lane -> lane.workspaceId().toString()),
                texts(lanes, lane -> Integer.toString(lane.priority())),
                texts(lanes, lane -> lane.runAt().toString()),
                texts(lanes, lane -> lane.id().toString()));
    }

    private static String[] texts(List<Lane> lanes, Function<Lane, String> text) {
        return lanes.stream().map(text).toArray(String[]::new);
    }
}
