package dev.statehouse.testing.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML as trees; a tag of CloudFormation becomes an object of one key: {@code !Ref X} is {@code {"Ref": "X"}}. */
final class CloudYaml {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CloudYaml() {}

    static JsonNode parse(String text) {
        return MAPPER.valueToTree(new Yaml(new Tags()).<Object>load(text));
    }

    private static final class Tags extends SafeConstructor {

        Tags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new Tag());
        }

        private final class Tag extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                return Map.of(node.getTag().getValue().substring(1), content(node));
            }

            private Object content(Node node) {
                return switch (node) {
                    case ScalarNode scalar -> scalar.getValue();
                    case SequenceNode sequence -> constructSequence(sequence);
                    case MappingNode mapping -> constructMapping(mapping);
                    default -> throw new IllegalArgumentException("unexpected node at " + node.getStartMark());
                };
            }
        }
    }
}
