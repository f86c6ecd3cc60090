package dev.statehouse.migrate;

import dev.statehouse.migrations.DirectDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the database is and what its roles' passwords are, from the environment: {@code DATABASE_HOST} and its kin name
 * the direct endpoint and the master role; {@code APP_PASSWORD} or {@code APP_SECRET_ID} and their kin name the passwords
 * that the login roles are to have. A role that is not named keeps its own.
 */
record MigrateSettings(Map<String, String> environment) {

    private static final Map<String, String> ROLES = Map.of(
            "APP", "statehouse_app",
            "IDENTITY", "statehouse_identity",
            "AUTHORIZER", "statehouse_authorizer",
            "WORKER", "statehouse_worker",
            "CLEANUP", "statehouse_cleanup",
            "MAINTENANCE", "statehouse_maintenance",
            "BACKUP", "statehouse_backup",
            "MONITOR", "statehouse_monitor");

    static MigrateSettings of(Map<String, String> environment) {
        return new MigrateSettings(Map.copyOf(environment));
    }

    DirectDatabase database() {
        String secretId = environment.get("DATABASE_SECRET_ID");
        Secret master = secretId == null
                ? new Secret(required("DATABASE_USER"), required("DATABASE_PASSWORD"))
                : Secret.read(secretId);
        return new DirectDatabase(
                required("DATABASE_HOST"),
                Integer.parseInt(environment.getOrDefault("DATABASE_PORT", "5432")),
                environment.getOrDefault("DATABASE_NAME", "statehouse"),
                master.username(),
                master.password(),
                environment.get("DATABASE_CA"));
    }

    /** By role. */
    Map<String, String> passwords() {
        Map<String, String> passwords = new LinkedHashMap<>();
        ROLES.forEach((name, role) -> {
            String password = environment.get(name + "_PASSWORD");
            String secretId = environment.get(name + "_SECRET_ID");
            if (password != null) {
                passwords.put(role, password);
            } else if (secretId != null) {
                passwords.put(role, Secret.read(secretId).password());
            }
        });
        return passwords;
    }

    private String required(String name) {
        return Objects.requireNonNull(environment.get(name), name + " is not set");
    }

    /** Without values, for they hold passwords. */
    @Override
    public String toString() {
        return "settings from the environment";
    }
}
