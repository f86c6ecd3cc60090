package dev.statehouse.bench;

import dev.statehouse.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the first request with a JWT of an issuer costs, for which the issuer's keys are fetched over HTTPS, beside later ones:
 * with another token, which the remembered keys verify, and with the same token, which Redis remembers.
 */
final class TokenKeys implements Benchmark {

    /** As many issuers as the authorizer remembers the keys of, and a few less. */
    private static final int ISSUERS = 50;

    @Override
    public String name() {
        return "jwks";
    }

    @Override
    public void run(Lab lab) throws Exception {
        Map<String, List<Outcome>> runs = new LinkedHashMap<>();
        List<UUID> workspaces = new ArrayList<>();
        try (JwtIssuer issuer = JwtIssuer.start(Shell.target());
                Connection owner = lab.servers().database().connect("statehouse_master", false);
                Statement statement = owner.createStatement();
                OrderedProcess authorizer = authorizer(lab, issuer)) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
            try {
                for (int i = 0; i < ISSUERS; i++) {
                    workspaces.add(new Rows(lab.servers().database()).workspace());
                }
                // The first round warms.
                for (int round = 0; round <= lab.size().rounds(); round++) {
                    Progress.say("jwks: round " + round);
                    trust(statement, issuer, workspaces);
                    round(authorizer, issuer, workspaces, round == 0 ? new HashMap<>() : runs);
                }
            } finally {
                delete(statement, workspaces);
            }
        }
        print(runs);
    }

    private static OrderedProcess authorizer(Lab lab, JwtIssuer issuer) {
        Map<String, String> environment = new HashMap<>(lab.servers().authorizerEnvironment());
        environment.put("JWKS_CA", issuer.authority().toString());
        environment.put("JWKS_PRIVATE_ADDRESSES", "true");
        return OrderedProcess.start(
                "authorizer of tokens",
                environment,
                List.of(
                        Java.EXECUTABLE,
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        Java.CLASS_PATH,
                        TokenProcess.class.getName()));
    }

    // Each round has new rows of issuers, whose keys nobody remembers.
    private static void trust(Statement statement, JwtIssuer issuer, List<UUID> workspaces) throws SQLException {
        for (UUID workspace : workspaces) {
            statement.execute("""
                    DELETE FROM token_issuers WHERE workspace_id = '%s';
                    INSERT INTO token_issuers (workspace_id, id, issuer, audience, jwks_url, algorithms, role)
                    VALUES ('%1$s', gen_random_uuid(), '%s', '%s', '%2$s/jwks.json', '{ES256}', 'editor')
                    """.formatted(workspace, issuer.url(), JwtIssuer.AUDIENCE));
        }
    }

    private static void round(
            OrderedProcess authorizer, JwtIssuer issuer, List<UUID> workspaces, Map<String, List<Outcome>> runs)
            throws IOException {
        Path firsts = tokens("first", issuer, workspaces);
        Path later = tokens("later", issuer, workspaces);
        int before = issuer.fetches();
        add(runs, "first of an issuer: its keys are fetched", authorizer.obey(firsts.toString()));
        if (issuer.fetches() - before != workspaces.size()) {
            throw new IllegalStateException("the keys were fetched %d times".formatted(issuer.fetches() - before));
        }
        add(runs, "**later, another token: the keys are remembered**", authorizer.obey(later.toString()));
        add(runs, "later, the same token: Redis remembers it", authorizer.obey(later.toString()));
        if (issuer.fetches() - before != workspaces.size()) {
            throw new IllegalStateException("keys that were remembered were fetched");
        }
    }

    private static void add(Map<String, List<Outcome>> runs, String name, Outcome outcome) {
        runs.computeIfAbsent(name, none -> new ArrayList<>()).add(outcome);
    }

    private static Path tokens(String name, JwtIssuer issuer, List<UUID> workspaces) throws IOException {
        List<String> lines = workspaces.stream()
                .map(workspace -> workspace + " " + issuer.token(name + "-" + workspace))
                .toList();
        return Files.write(Shell.target().resolve("requests-tokens-" + name + ".txt"), lines);
    }

    private static void delete(Statement statement, List<UUID> workspaces) throws SQLException {
        for (UUID workspace : workspaces) {
            statement.execute("""
                    DELETE FROM token_issuers WHERE workspace_id = '%s';
                    DELETE FROM workspaces WHERE id = '%1$s'
                    """.formatted(workspace));
        }
    }

    private static void print(Map<String, List<Outcome>> runs) {
        Table table = new Table(
                "Authorizer: a request with a JWT, one at a time, the issuer on this machine",
                "request",
                "p50 ms",
                "range",
                "p95 ms",
                "errors");
        runs.forEach((name, all) -> {
            Median p50 = Median.of(all, Outcome::p50);
            table.row(
                    name,
                    p50,
                    p50.range(),
                    Median.of(all, Outcome::p95),
                    all.stream().mapToLong(Outcome::errors).sum());
        });
        table.print();
    }
}
