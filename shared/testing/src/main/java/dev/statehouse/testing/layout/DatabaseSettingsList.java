package dev.statehouse.testing.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
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

    static Map<String, String> parameters(JsonNode parameterGroup) {
        Map<String, String> parameters = new TreeMap<>();
        parameterGroup
                .required("Parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        return parameters;
    }
}
