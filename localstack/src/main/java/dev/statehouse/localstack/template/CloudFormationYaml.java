package dev.statehouse.localstack.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML as CloudFormation writes it; each short tag becomes its long form ({@code !Sub x} → {@code Fn::Sub: x}). */
public final class CloudFormationYaml {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CloudFormationYaml() {}

    /** The document of a file, with intrinsic functions as one-key objects. */
    public static JsonNode read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    /** The document of a reader, which the caller closes. */
    public static JsonNode read(Reader reader) {
        Object document = new Yaml(new Intrinsic(new LoaderOptions())).load(reader);
        return MAPPER.valueToTree(document);
    }

    private static final class Intrinsic extends SafeConstructor {
        Intrinsic(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new LongForm());
        }

        private final class LongForm extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String name = node.getTag().getValue().substring(1);
                Object value = value(node);
                if (name.equals("GetAtt") && value instanceof String path) {
                    return Map.of("Fn::GetAtt", List.of(path.split("\\.", 2)));
                }
                return Map.of(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, value);
            }

            private Object value(Node node) {
                return switch (node) {
                    case ScalarNode scalar -> scalar.getValue();
                    case SequenceNode sequence -> constructSequence(sequence);
                    case MappingNode mapping -> constructMapping(mapping);
                    default -> throw new TemplateError("unexpected YAML at " + node.getStartMark());
                };
            }
        }
    }
}
