package dev.stride.server.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.SearchSpace;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilePartsTest {

    private static final Catalogue CATALOGUE = new Few();

    @Test
    void stepsMakeTheSpaceOfTheFileThatHasThem() {
        SearchSpace given = FileParts.augmentation(List.of("mirror", "{turn: {degrees: [5, 20]}}"), CATALOGUE);
        SearchSpace file = ExperimentFile.read(
                        "experiment: x\ndataset: digits\nspace:\n  architecture: net\n"
                                + "  augmentation: [mirror, {turn: {degrees: [5, 20]}}]\n",
                        List.of(),
                        CATALOGUE)
                .spec()
                .space();
        assertThat(file.parameters()).endsWith(given.parameters().toArray(new SearchSpace.Parameter[0]));
    }

    @Test
    void aDataSetIsAName() {
        assertThat(FileParts.dataset("digits", CATALOGUE).module())
                .isEqualTo(ModuleRef.of(ModuleKind.DATASET, "digits"));
    }

    @Test
    void aDataSetIsAMap() {
        var data = FileParts.dataset("{name: digits, size: full, validation: 0.2}", CATALOGUE);
        assertThat(data.validation()).isEqualTo(0.2);
        assertThat(data.module().parameters().values()).isEqualTo(Map.of("size", ParameterValue.of("full")));
    }

    @Test
    void allThatIsWrongIsSaidWithTheStepsNumber() {
        assertThat(paths(List.of("mirror", "miror", "{mirror: {}, turn: {}}", " ")))
                .containsExactlyInAnyOrder(
                        "space.augmentation.pipeline[1]",
                        "space.augmentation.pipeline[2]",
                        "space.augmentation.pipeline[3]");
        assertThat(paths(List.of("mirror", "{turn: ["))).containsExactly("space.augmentation.pipeline[1]");
    }

    private static List<String> paths(List<String> steps) {
        return refusal(() -> FileParts.augmentation(steps, CATALOGUE)).problems().stream()
                .map(Problem::path)
                .toList();
    }

    @Test
    void aDataSetThatIsNoneIsRefused() {
        assertThat(refusal(() -> FileParts.dataset("digit", CATALOGUE)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("dataset", "'digit'", "'digits'"));
        assertThat(refusal(() -> FileParts.dataset("{name: digits", CATALOGUE)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("dataset"));
        assertThat(refusal(() -> FileParts.dataset("", CATALOGUE)).problems()).isNotEmpty();
    }

    private static PlatformException refusal(Runnable reading) {
        var refusal = catchThrowableOfType(PlatformException.class, reading::run);
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        return refusal;
    }

    private static final class Few implements Catalogue {

        @Override
        public Collection<String> names(Kind kind) {
            return switch (kind) {
                case DATASET -> List.of("digits");
                case ARCHITECTURE -> List.of("net");
                case AUGMENTATION -> List.of("mirror", "turn");
                default -> List.of("grid");
            };
        }

        @Override
        public Collection<String> parameters(Kind kind, String name) {
            return switch (name) {
                case "digits" -> List.of("size");
                case "turn" -> List.of("degrees");
                default -> List.of();
            };
        }

        @Override
        public List<Problem> check(Kind kind, String name, String parameter, ParameterValue value) {
            return List.of();
        }
    }
}
