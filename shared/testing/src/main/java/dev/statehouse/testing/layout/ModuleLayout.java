package dev.statehouse.testing.layout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every module; a module's {@code LayoutTest} extends it. */
public abstract class ModuleLayout {

    private static final String ROOT = "dev.statehouse.";
    private static final List<String> FUNCTIONS = Project.names("functions", "").stream()
            .filter(name ->
                    Project.file("functions/" + name + "/pom.xml").toFile().exists())
            .toList();
    /** May speak to the database itself; all others go through shared/data. */
    private static final List<String> DATABASE_MODULES =
            List.of("data", "migrations", "migrate", "backup", "maintenance");

    private final String module;
    private final JavaClasses classes;

    /** @param module its last package, such as {@code crud} */
    protected ModuleLayout(String module) {
        this.module = module;
        this.classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(ROOT + module);
    }

    final JavaClasses classes() {
        return classes;
    }

    @Test
    final void theModuleHasClasses() {
        assertFalse(classes.isEmpty(), "no class of " + ROOT + module + " was read, so no rule says anything");
    }

    @Test
    final void functionsAreNotImported() {
        String[] others = FUNCTIONS.stream()
                .map(function -> function.replace("-", ""))
                .filter(function -> !function.equals(module))
                .map(function -> ROOT + function + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("functions share code through shared/, never with each other")
                .check(classes);
    }

    @Test
    final void onlyDataSpeaksToTheDatabase() {
        if (DATABASE_MODULES.contains(module)) {
            return;
        }
        String[] drivers = Stream.of(
                        "java.sql", "javax.sql", "io.micronaut.data", "org.postgresql", "com.zaxxer.hikari")
                .map(driver -> driver + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(drivers)
                .because("all SQL stands in shared/data, behind Workspaces")
                .check(classes);
    }
}
