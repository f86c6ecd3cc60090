package dev.statehouse.testing.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What holds for every function: the template names its folder, its artefact and a class that it has. */
public abstract class FunctionLayout extends ModuleLayout {

    private final String folder;
    private final CloudTemplate template = CloudTemplate.read();

    /** @param folder below {@code functions/}, such as {@code session-cleanup} */
    protected FunctionLayout(String folder) {
        super(folder.replace("-", ""));
        this.folder = folder;
    }

    final String folder() {
        return folder;
    }

    final CloudTemplate template() {
        return template;
    }

    final JsonNode function() {
        String logicalId = CloudTemplate.logicalId(folder);
        return Objects.requireNonNull(
                template.functions().get(logicalId),
                () -> "template.yaml has no " + logicalId + " for functions/" + folder);
    }

    @Test
    final void theTemplateNamesTheArtefact() {
        assertEquals(
                "functions/%s/target/%s.zip".formatted(folder, folder),
                function().path("CodeUri").asText());
    }

    @Test
    final void theHandlerIsInTheArtefact() throws ClassNotFoundException {
        String[] handler = function().path("Handler").asText().split("::", -1);
        Class<?> type = Class.forName(handler[0], false, getClass().getClassLoader());
        String place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertFalse(place.contains("test-classes"), handler[0] + " is a test's class: " + place);
        String method = handler.length > 1 ? handler[1] : "handleRequest";
        assertTrue(
                Arrays.stream(type.getMethods())
                        .anyMatch(candidate -> candidate.getName().equals(method)),
                handler[0] + " has no public method " + method);
    }
}
