package dev.statehouse.localstack.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.localstack.template.CloudFormationYaml;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** One OpenAPI document from those that the functions' artefacts carry in {@code META-INF/swagger/*.yml}. */
final class OpenApiDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Collection<Path> artefacts;

    OpenApiDocument(Collection<Path> artefacts) {
        this.artefacts = artefacts;
    }

    /** Read anew each time, so that a rebuilt function shows; the first document gives title and version. */
    byte[] json() throws IOException {
        ObjectNode merged = JSON.createObjectNode();
        for (Path artefact : artefacts) {
            if (Files.exists(artefact)) {
                mergeZip(merged, artefact);
            }
        }
        if (merged.isEmpty()) {
            merged.put("openapi", "3.1.0");
            merged.putObject("info")
                    .put("title", "No function describes itself")
                    .put("version", "0");
            merged.putObject("paths");
        }
        return JSON.writeValueAsBytes(merged);
    }

    private static void mergeZip(ObjectNode merged, Path artefact) throws IOException {
        try (ZipFile zip = new ZipFile(artefact.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(OpenApiDocument::isDescription).toList()) {
                try (InputStreamReader reader =
                        new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8)) {
                    merge(merged, CloudFormationYaml.read(reader));
                }
            }
        }
    }

    private static boolean isDescription(ZipEntry entry) {
        return entry.getName().startsWith("META-INF/swagger/")
                && (entry.getName().endsWith(".yml") || entry.getName().endsWith(".yaml"));
    }

    /** Objects are merged key by key; of two other values the first stays. */
    private static void merge(ObjectNode target, JsonNode source) {
        source.properties().forEach(entry -> {
            JsonNode existing = target.path(entry.getKey());
            if (existing instanceof ObjectNode object) {
                merge(object, entry.getValue());
            } else if (existing.isMissingNode()) {
                target.set(entry.getKey(), entry.getValue());
            }
        });
    }
}
