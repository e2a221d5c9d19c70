package dev.stride.server.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.engine.experiment.TrainingOptions;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import dev.stride.model.SearchSpace;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentFileTest {

    private static final String GOOD = "experiment: x\ndataset: digits\nspace: {architecture: net}\n";

    @Test
    void aGoodFileIsRead() {
        var spec = read(GOOD + "train: {epochs: 3}\n").spec();
        assertThat(spec.name()).isEqualTo("x");
        assertThat(spec.training().epochs()).isEqualTo(3);
    }

    @Test
    void augmentedImagesAreNewInEachEpochUnlessACountIsGiven() {
        assertThat(read(GOOD).spec().training().variants()).isEmpty();
        assertThat(read(GOOD + "augment: {cached: 0}\n").spec().training().variants())
                .isEmpty();
        assertThat(read(GOOD + "augment: {cached: 4}\n").spec().training().variants())
                .hasValue(4);
        assertThat(problems(GOOD + "augment: {cached: -1}\n"))
                .singleElement()
                .satisfies(p -> assertThat(p.problem().path()).isEqualTo("augment.cached"));
    }

    @Test
    void problemsOfFormAndOfMeaningAreReportedTogether() {
        assertThat(problems("experiment: &a x\ndataset: digits\ndataset: digits\nspace: {architecture: *a}\n"
                        + "train: {epochs: 1e309, batch: many}\nserch: grid\n"))
                .extracting(p -> p.place().toString())
                .containsExactly("1:13", "3:1", "4:23", "5:17", "5:31", "6:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e309 | out of the range of numbers",
                ".nan | no finite number",
                "-.inf | no finite number",
                "NaN | expected an integer",
                "0x10 | no decimal number",
                "0o17 | no decimal number",
                "010 | no decimal number",
                "1_000 | expected an integer",
                "99999999999999999999 | out of the range of integers",
                "yes | expected an integer",
                "2024-01-01 | expected an integer",
                "1.0 | expected an integer",
                "~ | not nothing"
            })
    void whatIsNoPlainNumberIsNamedAtItsPlace(String value, String message) {
        assertThat(problems(GOOD + "train: {epochs: " + value + "}\n"))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.place()).isEqualTo(Place.in(4, 17));
                    assertThat(p.problem().path()).isEqualTo("train.epochs");
                    assertThat(p.problem().message()).contains(message);
                    assertThat(p.problem().remedy()).isNotBlank();
                });
    }

    @Test
    void aBudgetIsOfNoMoreTrialsThanAnExperimentHas() {
        assertThat(read(GOOD + "budget: {trials: 10000}\n").spec().budget().trials())
                .isEqualTo(10_000);
        assertThat(problems(GOOD + "budget: {trials: 10001}\n")).singleElement().satisfies(p -> {
            assertThat(p.problem().path()).isEqualTo("budget.trials");
            assertThat(p.problem().message()).contains("an integer from 0 to 10000");
        });
    }

    @Test
    void bothDocumentsOfAFileAreCounted() {
        assertThat(problems(GOOD + "---\nexperiment: y\n")).singleElement().satisfies(p -> {
            assertThat(p.place().line()).isEqualTo(4);
            assertThat(p.problem().message()).contains("second document");
        });
    }

    @Test
    void aTabIsCalledATab() {
        assertThat(problems("experiment: x\ndataset:\n\tname: digits\n"))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.place().line()).isEqualTo(3);
                    assertThat(p.problem().message()).contains("tab");
                    assertThat(p.problem().remedy()).contains("spaces");
                });
    }

    @Test
    void anEmptySpaceMissesItsArchitecture() {
        assertThat(problems("experiment: x\ndataset: digits\nspace:\n"))
                .singleElement()
                .satisfies(p -> assertThat(p.problem().message()).isEqualTo("'architecture' is missing"));
    }

    @Test
    void aFileFullOfMistakesGetsAnAnswerOfAFewHundredLines() {
        var many = new StringBuilder(GOOD);
        for (int i = 0; i < 5_000; i++) {
            many.append("k").append(i).append(": 1\n");
        }
        List<FileProblem> problems = problems(many.toString());
        assertThat(problems).hasSize(101);
        assertThat(problems.get(100).problem().message()).isEqualTo("and 4900 more");
    }

    @Test
    void aByteOrderMarkIsLeftOut() {
        assertThat(YamlText.decode(("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(GOOD);
    }

    @Test
    void whatIsNotUtf8IsRefusedAtItsPlace() {
        byte[] bytes = "experiment: x\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        var refusal = catchThrowableOfType(FileProblems.class, () -> YamlText.decode(bytes));
        assertThat(refusal.located()).singleElement().satisfies(p -> {
            assertThat(p.place()).isEqualTo(Place.in(2, 10));
            assertThat(p.problem().message()).contains("UTF-8");
        });
    }

    @Test
    void aFileOfTwoMegabytesIsRefusedBeforeItIsRead() {
        assertThatThrownBy(() -> YamlText.decode(new byte[2 << 20])).hasMessageContaining("at most 1048576");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x1b, 0x7f, 0x9b, 0x202e, 0x2066})
    void whatMovesTheCursorOrTurnsTheOrderIsRefusedAtItsPlace(int character) {
        String text = "experiment: x\ndataset: a" + Character.toString(character) + "b\n";
        assertThat(problems(text)).singleElement().satisfies(p -> {
            assertThat(p.place()).isEqualTo(Place.in(2, 11));
            assertThat(p.problem().message()).contains(String.format("U+%04X", character));
        });
    }

    @Test
    void problemsOfOptionsNameTheOption() {
        var refusal = catchThrowableOfType(
                FileProblems.class,
                () -> ExperimentFile.read(
                        GOOD,
                        List.of("train.epochs=many", "nothing", "train..x=1", "seed=", "space.architecture=nat"),
                        new Names()));
        assertThat(refusal.located())
                .extracting(p -> p.place().toString())
                .containsExactlyInAnyOrder(
                        "--set train.epochs=many",
                        "--set nothing",
                        "--set train..x=1",
                        "--set seed=",
                        "--set space.architecture=nat");
        assertThat(refusal.located())
                .extracting(p -> p.problem().remedy())
                .contains("did you mean 'net'?")
                .allSatisfy(remedy -> assertThat(remedy).isNotBlank());
    }

    @Test
    void anOptionMendsWhatItReplaces() {
        assertThat(ExperimentFile.read(GOOD + "train: {epochs: 0}\n", List.of("train.epochs=2"), new Names())
                        .spec()
                        .training()
                        .epochs())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "space.architecture.net-1.0.width=0.5",
                "space.architecture.'net-1.0'.width=0.5",
                "space.architecture.\"net-1.0\".width=0.5",
                "'space'.architecture.net-1.0.'width'=0.5",
                "space.architecture={net-1.0: {width: 0.5}}",
                "space.architecture.'net-1.0'={width: 0.5}"
            })
    void aNameWithDotsIsFoundAndMayBeQuoted(String override) {
        String given = "experiment: x\ndataset: digits\nspace: {architecture: {net-1.0: {width: 2, depth: 3}}}\n";
        String absent = "experiment: x\ndataset: digits\n";
        for (String file : List.of(given, absent)) {
            var architecture = (ParameterDomain.Choice)
                    read(file, override).spec().space().parameters().get(0).domain();
            assertThat(architecture.options()).singleElement().satisfies(net -> {
                assertThat(net.name()).isEqualTo("net-1.0");
                assertThat(net.space().parameters())
                        .filteredOn(p -> p.name().equals("width"))
                        .extracting(SearchSpace.Parameter::domain)
                        .containsExactly(new ParameterDomain.Fixed(new ParameterValue.Real(0.5)));
            });
        }
    }

    @Test
    void ofSeveralNamesThatFitTheLongestIsMeantUnlessOneIsQuoted() {
        String file = GOOD + "train: {epochs.x: 1, epochs: 2}\n";
        assertThat(problems(file, "train.epochs.x=3"))
                .as("it replaces the name with a dot, which is unknown")
                .extracting(p -> p.problem().path() + " at " + p.place())
                .containsExactly("train.epochs.x at --set train.epochs.x=3");
        assertThat(problems(file, "train.'epochs'.x=3"))
                .extracting(p -> p.problem().path() + " at " + p.place())
                .containsExactlyInAnyOrder("train.epochs.x at 4:9", "train.epochs at --set train.'epochs'.x=3");
    }

    @Test
    void anAssignmentIsSplitAtTheFirstSignThatIsNotQuoted() {
        assertThat(problems(GOOD, "train.'a=b'=3"))
                .singleElement()
                .satisfies(p -> assertThat(p.problem().message()).isEqualTo("unknown name 'a=b'"));
        assertThat(read(GOOD, "experiment=a=b").spec().name()).isEqualTo("a=b");
        assertThat(problems(GOOD, "train.''=3", "'train.epochs'", "train.'epochs=3", "='a'"))
                .extracting(p -> p.problem().message())
                .containsExactlyInAnyOrder(
                        "there is an empty name in its path",
                        "this is no assignment",
                        "unknown name ''epochs'",
                        "this is no assignment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adamw"})
    void whatDecayTouchesMayVary(String optimizer) {
        String file = GOOD.replace("net}", "net, optimizer: {" + optimizer + ": {decay: [weights, all]}}}");
        var choice = (ParameterDomain.Choice)
                read(file).spec().space().parameters().get(1).domain();
        assertThat(choice.options())
                .singleElement()
                .satisfies(option -> assertThat(option.space().parameters())
                        .singleElement()
                        .satisfies(decay -> {
                            assertThat(decay.name()).isEqualTo("decay");
                            assertThat(ChoiceReader.ends(decay.domain()))
                                    .containsExactly(ParameterValue.of("weights"), ParameterValue.of("all"));
                        }));
        assertThat(problems(file.replace("all]", "alle]"))).singleElement().satisfies(p -> {
            assertThat(p.problem().path()).isEqualTo("space.optimizer." + optimizer + ".decay");
            assertThat(p.problem().message()).isEqualTo("expected one of weights, all, not 'alle'");
            assertThat(p.problem().remedy()).isEqualTo("did you mean 'all'?");
        });
    }

    private static ExperimentFile read(String text, String... overrides) {
        return ExperimentFile.read(text, List.of(overrides), new Names());
    }

    private static List<FileProblem> problems(String text, String... overrides) {
        return catchThrowableOfType(FileProblems.class, () -> read(text, overrides))
                .located();
    }

    /** The optimizers there are; of the other kinds one name, of architectures two, of which one has parameters. */
    private static final class Names implements Catalogue {

        @Override
        public Collection<String> names(Kind kind) {
            return switch (kind) {
                case DATASET -> List.of("digits");
                case ARCHITECTURE -> List.of("net", "net-1.0");
                case OPTIMIZER -> TrainingOptions.optimizers();
                default -> List.of("grid");
            };
        }

        @Override
        public Collection<String> parameters(Kind kind, String name) {
            if (kind == Kind.OPTIMIZER) {
                return TrainingOptions.optimizerParameters(name).names();
            }
            return name.equals("net-1.0") ? List.of("width", "depth") : List.of();
        }

        @Override
        public List<Problem> check(Kind kind, String name, String parameter, ParameterValue value) {
            return kind == Kind.OPTIMIZER
                    ? TrainingOptions.optimizerParameters(name).check(parameter, value)
                    : List.of();
        }
    }
}
