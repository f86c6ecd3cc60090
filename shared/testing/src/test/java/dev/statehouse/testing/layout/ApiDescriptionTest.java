package dev.statehouse.testing.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operation must say of the credentials that it is called with: each way to leave it out is a fault. */
class ApiDescriptionTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            [{apiKey: ["a:read"]}, {session: ["a:read"]}] | viewer | 0
            [{session: []}]                               |        | 0
            [{}]                                          |        | 0
            []                                            |        | 1
            [{apiKey: ["a:read"]}]                        |        | 1
            [{apiKey: ["a:read"]}]                        | king   | 1
            [{apiKey: []}]                                | viewer | 1
            [{apiKey: ["a:read"]}, {session: []}]         | viewer | 1
            [{session: ["a:read"]}]                       |        | 1
            [{session: []}]                               | viewer | 1
            [{}]                                          | viewer | 1
            [{other: []}]                                 |        | 1
            """)
    void credentialsAreDescribed(String security, String role, int faults) {
        List<String> found = new ApiDescription(
                        CloudYaml.parse("""
                        openapi: 3.1.0
                        info: {title: t, version: v, description: d}
                        components:
                          securitySchemes: {apiKey: {scheme: bearer}, session: {scheme: bearer}}
                        paths:
                          /v1/a:
                            get:
                              operationId: listAs
                              summary: List
                              security: %s
                              %s
                              responses:
                                "204": {}
                                "400": {}
                                "401": {}
                                "403": {}
                                "429": {}
                                "503": {}
                        """.formatted(security, role == null ? "" : "x-required-role: " + role)))
                .faults();
        assertEquals(faults, found.size(), found.toString());
    }
}
