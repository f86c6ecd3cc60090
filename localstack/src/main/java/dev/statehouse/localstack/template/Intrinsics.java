package dev.statehouse.localstack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates what can be known without AWS: parameters, pseudo parameters, {@code Sub}, {@code Join}, {@code If} and
 * conditions. An attribute of a resource is unknown here, and so is all that is made of it.
 */
final class Intrinsics {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]+)}");
    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::Region", LocalAccount.REGION,
            "AWS::AccountId", LocalAccount.ACCOUNT_ID,
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com",
            "AWS::StackName", "statehouse");

    private final Map<String, String> parameters;
    private final JsonNode conditions;

    Intrinsics(Map<String, String> parameters, JsonNode conditions) {
        this.parameters = parameters;
        this.conditions = conditions;
    }

    /** The value, a missing node for {@code AWS::NoValue}, or empty if only AWS knows it. */
    Optional<JsonNode> resolve(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return Optional.of(node);
        }
        String name = node.fieldNames().next();
        JsonNode argument = node.path(name);
        return switch (name) {
            case "Ref" -> reference(argument.asText());
            case "Fn::Sub" -> substitute(argument).map(TextNode::new);
            case "Fn::Join" -> join(argument).map(TextNode::new);
            case "Fn::If" ->
                condition(argument.path(0).asText()).flatMap(holds -> resolve(argument.path(holds ? 1 : 2)));
            default -> name.startsWith("Fn::") ? Optional.empty() : Optional.of(node);
        };
    }

    /** The value as text; empty if unknown or {@code AWS::NoValue}. */
    Optional<String> text(JsonNode node) {
        return resolve(node).filter(JsonNode::isValueNode).map(JsonNode::asText);
    }

    /** Every name that the node refers to, by Ref, GetAtt or Sub, at any depth. */
    static Set<String> references(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        collect(node, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            Matcher placeholder = PLACEHOLDER.matcher(node.asText());
            while (placeholder.find()) {
                names.add(beforeDot(placeholder.group(2)));
            }
        }
        node.properties().forEach(entry -> {
            if (entry.getKey().equals("Ref")) {
                names.add(entry.getValue().asText());
            } else if (entry.getKey().equals("Fn::GetAtt")) {
                names.add(beforeDot(
                        entry.getValue().path(0).asText(entry.getValue().asText())));
            }
        });
        node.forEach(child -> collect(child, names));
    }

    private static String beforeDot(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private Optional<JsonNode> reference(String name) {
        if (name.equals("AWS::NoValue")) {
            return Optional.of(MissingNode.getInstance());
        }
        return named(name).map(TextNode::new);
    }

    private Optional<String> named(String name) {
        return Optional.ofNullable(parameters.get(name)).or(() -> Optional.ofNullable(PSEUDO_PARAMETERS.get(name)));
    }

    private Optional<String> substitute(JsonNode argument) {
        JsonNode locals = argument.isArray() ? argument.path(1) : MissingNode.getInstance();
        Matcher placeholder =
                PLACEHOLDER.matcher(argument.isArray() ? argument.path(0).asText() : argument.asText());
        StringBuilder result = new StringBuilder();
        while (placeholder.find()) {
            String name = placeholder.group(2);
            Optional<String> value = !placeholder.group(1).isEmpty()
                    ? Optional.of("${" + name + "}")
                    : locals.has(name) ? text(locals.path(name)) : named(name);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            placeholder.appendReplacement(result, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(placeholder.appendTail(result).toString());
    }

    private Optional<String> join(JsonNode argument) {
        StringBuilder result = new StringBuilder();
        for (JsonNode part : argument.path(1)) {
            Optional<String> text = text(part);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            result.append(result.isEmpty() ? "" : argument.path(0).asText()).append(text.get());
        }
        return Optional.of(result.toString());
    }

    private Optional<Boolean> condition(String name) {
        return conditions.has(name) ? holds(conditions.path(name)) : Optional.empty();
    }

    private Optional<Boolean> holds(JsonNode test) {
        if (!test.isObject() || test.isEmpty()) {
            return Optional.empty();
        }
        String name = test.fieldNames().next();
        JsonNode argument = test.path(name);
        return switch (name) {
            case "Condition" -> condition(argument.asText());
            case "Fn::Equals" ->
                text(argument.path(0)).flatMap(left -> text(argument.path(1)).map(left::equals));
            case "Fn::Not" -> holds(argument.path(0)).map(holds -> !holds);
            case "Fn::And" -> every(argument, true);
            case "Fn::Or" -> every(argument, false).map(noneHolds -> !noneHolds);
            default -> Optional.empty();
        };
    }

    private Optional<Boolean> every(JsonNode tests, boolean expected) {
        boolean result = true;
        for (JsonNode test : tests) {
            Optional<Boolean> holds = holds(test);
            if (holds.isEmpty()) {
                return Optional.empty();
            }
            result &= holds.get() == expected;
        }
        return Optional.of(result);
    }
}
