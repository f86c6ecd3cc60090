package dev.statehouse.testing.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The database's settings in their two places. */
final class DatabaseSettingsList {

    private static final int NAME = 0;
    private static final int MANAGED = 2;
    private static final int COLUMNS = 4;

    private DatabaseSettingsList() {}

    /** Name and managed value of each line of {@code postgresql.settings} that has one. */
    static Map<String, String> managed(String settings) {
        Map<String, String> managed = new TreeMap<>();
        for (String line : settings.split("\n", -1)) {
            String[] columns = line.split("\\|", COLUMNS);
            if (!line.startsWith("#")
                    && columns.length == COLUMNS
                    && !columns[MANAGED].strip().equals("-")) {
                managed.put(columns[NAME].strip().split(" ", -1)[0], columns[MANAGED].strip());
            }
        }
        return managed;
    }

    /** Name and value of each parameter of the template's group, as they are by default. */
    static Map<String, String> parameters(CloudTemplate template) {
        JsonNode group = Objects.requireNonNull(
                template.ofType("AWS::RDS::DBParameterGroup").get("DatabaseParameterGroup"));
        Map<String, String> parameters = new TreeMap<>();
        group.required("Parameters")
                .properties()
                .forEach(
                        parameter -> parameters.put(parameter.getKey(), template.valueByDefault(parameter.getValue())));
        return parameters;
    }
}
