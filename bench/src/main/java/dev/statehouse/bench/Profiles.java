package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import dev.statehouse.testing.TestDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Masks of ten experiences and ten skills, each shown by one statement, and lists of what they are made of, over HTTP. */
final class Profiles implements Benchmark {

    @Override
    public String name() {
        return "profiles";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws SQLException {
        TestDatabase database = TestDatabase.anew(lab.servers().servers(), "bench_profiles");
        ProfileData data = new ProfileData(database, lab.size());
        HttpTable table = new HttpTable(
                lab,
                "Masks, among %,d experiences and as many skills of %,d identities in %,d workspaces"
                        .formatted(data.pieces(), data.identities(), lab.size().workspaces()));
        try (database) {
            data.load();
            Map<String, String> environment = new HashMap<>(lab.servers().environment());
            environment.put("DATABASE_NAME", database.name());
            try (Worker function = Worker.start("profiles", FunctionProcess.class, environment)) {
                Wrk http = new Wrk("http", function.pid(), function.port());
                http.run(requests(data, ProfileData::mask), 8, lab.size().warmUp());
                paths().forEach((name, path) -> {
                    for (int connections : new int[] {1, 8}) {
                        table.measure(name, http, requests(data, path), connections);
                    }
                });
            }
        }
        table.print();
    }

    /** Each request as a path made from an identity's number. */
    private static Map<String, IntFunction<String>> paths() {
        Map<String, IntFunction<String>> paths = new LinkedHashMap<>();
        paths.put("mask by slug", ProfileData::mask);
        paths.put("mask by id", identity -> "/v1/profiles/" + ProfileData.id(4, identity));
        paths.put("experiences of an identity", identity -> "/v1/experiences?identity=" + ProfileData.id(1, identity));
        paths.put("experiences with a tag", identity -> "/v1/experiences?tag=topic-" + identity % 40);
        paths.put("skills of a category", identity -> "/v1/skills?category=category-" + identity % 20);
        return paths;
    }

    private static Requests requests(ProfileData data, IntFunction<String> path) {
        List<Get> gets = data.sample().stream()
                .map(identity -> new Get(data.workspaceOf(identity), path.apply(identity)))
                .toList();
        return new Requests("profiles", gets);
    }
}
