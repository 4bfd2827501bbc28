package io.snapferry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the packages to the direction of docs/architecture.md. Maven holds the modules to it. */
class ModuleDirectionTest {
    private static JavaClasses product;

    @BeforeAll
    static void readTheProduct() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.snapferry");
        assertThat(product).hasSizeGreaterThan(200);
    }

    @Test
    void everyModuleUsesOnlyThoseBeforeIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("extended-json")
                .definedBy("io.snapferry.bson..", "io.snapferry.json..")
                .layer("snapshot-source")
                .definedBy("io.snapferry.source..")
                .layer("live-snapshot")
                .definedBy("io.snapferry.live..")
                .layer("object-store")
                .definedBy("io.snapferry.store..")
                .layer("export-engine")
                .definedBy(
                        "io.snapferry.compression..",
                        "io.snapferry.layout..",
                        "io.snapferry.plan..",
                        "io.snapferry.manifest..",
                        "io.snapferry.run..",
                        "io.snapferry.text..",
                        "io.snapferry.verify..",
                        "io.snapferry.importing..")
                .layer("server")
                .definedBy("io.snapferry.server..")
                .layer("cli")
                .definedBy("io.snapferry.cli..", "io.snapferry.sample..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("export-engine")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("object-store")
                .mayOnlyBeAccessedByLayers("export-engine", "server", "cli")
                .whereLayer("live-snapshot")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("snapshot-source")
                .mayOnlyBeAccessedByLayers("live-snapshot", "export-engine", "server", "cli")
                .check(product);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.snapferry.(**)").should().beFreeOfCycles().check(product);
    }

    @Test
    void objectStoresKnowNothingOfBsonAndTheSdkStaysInItsPackage() {
        noClasses()
                .that()
                .resideInAPackage("io.snapferry.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.snapferry.bson..", "io.snapferry.json..", "org.bson..")
                .check(product);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snapferry.store.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(product);
    }

    @Test
    void theEngineKnowsNeitherHttpNorSql() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.snapferry.server..", "io.snapferry.cli..", "io.snapferry.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..", "org.eclipse.jetty..", "java.sql..", "org.jdbi..", "java.net.http..")
                .check(product);
    }

    @Test
    void requestsAndSqlDoNotMeet() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.snapferry.server.http..", "io.snapferry.server.atlas..", "io.snapferry.server.own..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.jdbi..", "io.snapferry.server.catalog.sql..")
                .check(product);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Processor)")
                .check(product);
    }

    @Test
    void everyPackageSaysWhatNullMeans() {
        Set<String> unmarked = product.stream()
                .map(JavaClass::getPackage)
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .collect(Collectors.toSet());
        assertThat(unmarked).isEmpty();
    }
}
