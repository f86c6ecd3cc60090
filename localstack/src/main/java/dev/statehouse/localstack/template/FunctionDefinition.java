package dev.statehouse.localstack.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One {@code AWS::Serverless::Function}, its Globals merged in.
 *
 * @param logicalId its name in the template
 * @param functionName what {@code AWS_LAMBDA_FUNCTION_NAME} says: its FunctionName, else the logical id
 * @param artefact the zip that its CodeUri names
 * @param environment its own variables that are known here
 * @param unknownVariables names of its variables whose values only AWS knows, and that nothing replaced
 */
public record FunctionDefinition(
        String logicalId,
        String functionName,
        String handler,
        int memoryMegabytes,
        Duration timeout,
        Path artefact,
        Map<String, String> environment,
        List<String> unknownVariables) {}
