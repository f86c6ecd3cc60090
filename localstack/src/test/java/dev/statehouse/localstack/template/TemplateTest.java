package dev.statehouse.localstack.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final String FUNCTION = """
            Globals:
              Function: {Timeout: 10, MemorySize: 512, Environment: {Variables: {SHARED: all, MINE: theirs}}}
            Parameters:
              Host: {Type: String, Default: standard}
            Resources:
              Database: {Type: AWS::RDS::DBInstance}
              CrudFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.B
                  CodeUri: functions/crud/target/crud.zip
                  MemorySize: 1024
                  Environment:
                    Variables:
                      MINE: own
                      HOST: !Ref Host
                      ADDRESS: !GetAtt Database.Endpoint.Address
                      NOTHING: !Ref AWS::NoValue
              Api:
                Type: AWS::Serverless::HttpApi
                Properties:
                  DefinitionBody:
                    paths:
                      $default:
                        x-amazon-apigateway-any-method:
                          x-amazon-apigateway-integration:
                            type: %s
                            payloadFormatVersion: "2.0"
                            uri: !Sub "…/functions/${%s.Arn}:live/invocations"
            """;

    @TempDir
    private Path directory;

    @Test
    void globalsAreMergedIntoFunctions() throws IOException {
        FunctionDefinition function = function(Map.of());

        assertEquals(1024, function.memoryMegabytes());
        assertEquals(Duration.ofSeconds(10), function.timeout());
        assertEquals(directory.resolve("functions/crud/target/crud.zip"), function.artefact());
        assertEquals(Map.of("SHARED", "all", "MINE", "own", "HOST", "standard"), function.environment());
        assertEquals(List.of("ADDRESS"), function.unknownVariables());
    }

    @Test
    void localValuesSetParametersAndVariables() throws IOException {
        FunctionDefinition function = function(Map.of(
                "Host", "db", "ADDRESS", "localhost", "CrudFunction.MINE", "mine", "OtherFunction.MINE", "not mine"));

        assertEquals(
                Map.of("SHARED", "all", "MINE", "mine", "HOST", "db", "ADDRESS", "localhost"), function.environment());
        assertEquals(List.of(), function.unknownVariables());
    }

    @Test
    void valuesAreReadFromLines() throws IOException {
        Path file = directory.resolve("values.env");
        Files.writeString(file, "# comment\n\nA=1=2\nB=\"quoted\"\nCrudFunction.C=3\n");

        assertEquals(
                Map.of("A", "1=2", "B", "quoted", "C", "3"),
                LocalValues.read(file).variables("CrudFunction"));
    }

    @Test
    void theDefaultRouteIsRead() throws IOException {
        Template template = read(FUNCTION.formatted("aws_proxy", "CrudFunction"), Map.of());

        assertEquals(List.of(new Route(RouteKey.DEFAULT, "CrudFunction", Optional.empty())), template.routes());
    }

    @ParameterizedTest
    @CsvSource({"http_proxy, CrudFunction, type of the integration", "aws_proxy, AbsentFunction, names no function"})
    void whatCannotBePlayedIsNamed(String type, String function, String expected) {
        TemplateError error =
                assertThrows(TemplateError.class, () -> read(FUNCTION.formatted(type, function), Map.of()));

        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith("$default") && message.contains(expected), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Sub 'a${P}b${!literal}' | aonebliteral}",
                "!Join ['-', [x, !Ref P]] | x-one",
                "!If [Holds, a, b] | a",
                "!If [Fails, a, b] | b",
                "!If [Both, a, b] | b",
                "!If [Either, a, b] | a",
                "!Sub ['${Local}', {Local: !Ref P}] | one",
                "!Ref Bucket | unknown",
                "!GetAtt Bucket.Arn | unknown",
                "!Sub '${Bucket.Arn}' | unknown"
            })
    void intrinsicFunctionsThatNeedNoAws(String yaml, String expected) {
        var conditions = CloudFormationYaml.read(new StringReader("""
                Holds: !Equals [!Ref P, one]
                Fails: !Not [!Condition Holds]
                Both: !And [!Condition Holds, !Condition Fails]
                Either: !Or [!Condition Holds, !Condition Fails]
                """));
        Intrinsics intrinsics = new Intrinsics(Map.of("P", "one"), conditions);

        assertEquals(
                expected.replace("bliteral}", "b${literal}"),
                intrinsics.text(CloudFormationYaml.read(new StringReader(yaml))).orElse("unknown"));
    }

    private FunctionDefinition function(Map<String, String> values) throws IOException {
        return read(FUNCTION.formatted("aws_proxy", "CrudFunction"), values)
                .functions()
                .values()
                .iterator()
                .next();
    }

    private Template read(String yaml, Map<String, String> values) throws IOException {
        Path file = directory.resolve("template.yaml");
        Files.writeString(file, yaml);
        return Template.read(file, new LocalValues(values), directory);
    }
}
