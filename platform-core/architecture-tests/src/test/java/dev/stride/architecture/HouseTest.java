package dev.stride.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.stride");

    @Test
    void everyRoomIsImported() {
        var rooms = HOUSE.stream().map(c -> Room.of(c.getPackageName())).collect(Collectors.toSet());
        assertThat(rooms).containsExactlyInAnyOrder(Room.values());
    }

    @Test
    void aRoomSeesOnlyTheRoomsThatItMay() {
        classes().should(seeOnlyVisibleRooms()).check(HOUSE);
    }

    @Test
    void onePluginDoesNotSeeAnother() {
        Arrays.stream(new String[] {"architectures", "augmentations", "transfer", "datasets", "search"})
                .forEach(plugin -> noClasses()
                        .that()
                        .resideInAPackage("dev.stride.plugins." + plugin + "..")
                        .should()
                        .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                                "are in another plugin",
                                (JavaClass c) -> c.getPackageName().startsWith("dev.stride.plugins.")
                                        && !c.getPackageName().startsWith("dev.stride.plugins." + plugin)))
                        .check(HOUSE));
    }

    @Test
    void modelNetworkAndPluginsStandOnJavaAloneButForTheReadersOfFiles() {
        classes()
                .that()
                .resideInAnyPackage(
                        "dev.stride.model..", "dev.stride.network..", "dev.stride.spi", "dev.stride.plugins..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.imageio..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "org.apache.commons.compress..",
                        "org.apache.commons.csv..",
                        "dev.stride.model..",
                        "dev.stride.network..",
                        "dev.stride.spi..",
                        "dev.stride.plugins..")
                .check(HOUSE);
    }

    @Test
    void onlyDataSetsNameTheReadersOfFiles() {
        onlyInNames("org.apache.commons.compress..", "dev.stride.plugins.datasets..");
        onlyInNames("org.apache.commons.csv..", "dev.stride.plugins.datasets..");
    }

    @Test
    void onlyTrainingNamesDjl() {
        onlyInNames("ai.djl..", "dev.stride.training..");
    }

    @Test
    void onlyTheStoreNamesJdbc() {
        onlyInNames("java.sql..", "dev.stride.store..");
        onlyInNames("org.sqlite..", "dev.stride.store..");
        onlyInNames("org.flywaydb..", "dev.stride.store..");
    }

    @Test
    void onlyTheFileReaderNamesYaml() {
        onlyInNames("org.snakeyaml..", "dev.stride.server.file..");
    }

    @Test
    void thereAreNoDrawersForOddsAndEnds() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..")
                .check(HOUSE);
    }

    private static void onlyInNames(String what, String where) {
        noClasses()
                .that()
                .resideOutsideOfPackage(where)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(what)
                .check(HOUSE);
    }

    private static ArchCondition<JavaClass> seeOnlyVisibleRooms() {
        return new ArchCondition<>("see only the rooms that theirs may see") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                Room room = Room.of(from.getPackageName());
                from.getDirectDependenciesFromSelf().stream()
                        .filter(d -> d.getTargetClass().getPackageName().startsWith("dev.stride."))
                        .filter(d -> !room.sees(Room.of(d.getTargetClass().getPackageName())))
                        .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
            }
        };
    }
}
