package dev.statehouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsrfCheckTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            GET    | cross-site  | https://evil.example         | api.example      | true
            HEAD   | -           | -                            | api.example      | true
            POST   | same-origin | -                            | api.example      | true
            DELETE | same-origin | https://api.example          | api.example      | true
            POST   | same-site   | https://api.example          | api.example      | false
            POST   | cross-site  | https://api.example          | api.example      | false
            POST   | none        | -                            | api.example      | false
            POST   | SAME-ORIGIN | -                            | api.example      | false
            POST   | -           | -                            | api.example      | false
            POST   | -           | https://api.example          | api.example      | true
            POST   | -           | https://API.example:443      | api.example      | true
            POST   | -           | https://api.example:8443     | api.example      | false
            POST   | -           | http://api.example           | api.example      | false
            POST   | -           | http://localhost:8080        | localhost:8080   | true
            POST   | -           | http://localhost:3000        | localhost:8080   | false
            POST   | -           | https://api.example.evil.org | api.example      | false
            POST   | -           | https://evil.example         | api.example      | false
            POST   | -           | https://api.example/         | api.example      | false
            POST   | -           | https://x@api.example        | api.example      | false
            POST   | -           | null                         | api.example      | false
            POST   | -           | https://                     | -                | false
            PATCH  | cross-site  | -                            | api.example      | false
            PUT    | cross-site  | -                            | api.example      | false
            """)
    void onlyPagesOfTheSameOriginChangeAnything(
            String method, String site, String origin, String host, boolean allowed) {
        assertEquals(allowed, CsrfCheck.allows(method, site, origin, host));
    }
}
