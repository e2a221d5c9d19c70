package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.FileArtifactStore;
import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.AugmentationChecked;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.NetworkDescribed;
import dev.stride.bus.message.SearchChecked;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.Budget;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Objective;
import dev.stride.model.ParameterDomain;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.model.SearchSpace;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.NetworkTable;
import dev.stride.spi.NetworkInput;
import dev.stride.store.InMemoryExperimentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentValidatorTest {

    private static final long MOST_IMAGES = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private ExperimentValidator validator;

    @TempDir
    private Path folder;

    @BeforeEach
    void modules() {
        bus.serve(
                Addresses.dataset("data"),
                q -> q.selection().trainImages() > MOST_IMAGES
                        ? refused("there are only " + MOST_IMAGES + " images")
                        : Future.succeededFuture(data()));
        bus.serve(Addresses.architecture("narrow"), q -> refused("the net does not fit"));
        bus.serve(Addresses.augmentation("blur"), q -> refused("the blur is too wide"));
        bus.serve(Addresses.augmentation("crop"), q -> refused("the crop is too large"));
        bus.serve(Addresses.search("endless"), q -> Future.succeededFuture(new SearchChecked(OptionalLong.empty())));
        var reads = vertx.createSharedWorkerExecutor("reads", 1);
        var sources = new SourceResolver(new InMemoryExperimentStore(), FileArtifactStore.at(folder));
        validator = new ExperimentValidator(new TrialValidator(bus, sources, reads));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void theProblemsOfAllModulesComeAtOnce() {
        SearchSpace space = space(
                choice("architecture", "narrow"),
                choice("augmentation", "both"),
                fixed("augmentation.both.1", "blur"),
                fixed("augmentation.both.2", "crop"));
        assertThat(problems(spec("data", space)))
                .extracting(Problem::message)
                .anyMatch(m -> m.contains("net does not fit"))
                .anyMatch(m -> m.contains("blur is too wide"))
                .anyMatch(m -> m.contains("crop is too large"))
                .anyMatch(m -> m.contains("'endless' does not end"));
    }

    @Test
    void aStepsProblemHasThePathOfItsPlaceInThePipeline() {
        SearchSpace space = space(
                choice("architecture", "narrow"),
                choice("augmentation", "both"),
                fixed("augmentation.both.1", "blur"),
                fixed("augmentation.both.2", "crop"));
        assertThat(problems(spec("data", space)))
                .extracting(Problem::path)
                .contains("space.augmentation.both[0]", "space.augmentation.both[1]");
    }

    @Test
    void twoStepsThatMixImagesAreRefused() {
        for (String mixing : List.of("mixup", "cutmix")) {
            bus.serve(
                    Addresses.augmentation(mixing),
                    q -> Future.succeededFuture(new AugmentationChecked(q.parameters(), Optional.of(true))));
        }
        SearchSpace space = space(
                choice("architecture", "narrow"),
                choice("augmentation", "both"),
                fixed("augmentation.both.1", "mixup"),
                fixed("augmentation.both.2", "cutmix"));
        assertThat(problems(spec("data", space))).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("space.augmentation.both");
            assertThat(problem.message()).contains("mixup and cutmix would each mix it");
        });
    }

    @Test
    void aDataSetThatIsNotThereHidesNoProblemOfTheSearch() {
        assertThat(problems(spec("absent", space(choice("architecture", "narrow")))))
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("dataset", "budget");
    }

    @Test
    void eachNumberOfImagesIsLookedAt() {
        var numbers = new ParameterDomain.Categorical(List.of(ParameterValue.of(10), ParameterValue.of(30)));
        assertThat(problems(spec(
                        "data",
                        space(choice("architecture", "narrow"), new SearchSpace.Parameter("train-images", numbers)))))
                .extracting(Problem::message)
                .contains("there are only 20 images");
    }

    @Test
    void eachExperimentLooksAtTheDataAsItIsThen() {
        var looks = new AtomicInteger();
        bus.serve(Addresses.dataset("growing"), q -> {
            looks.incrementAndGet();
            return Future.succeededFuture(data());
        });
        var spec = spec("growing", space(choice("architecture", "narrow")));
        problems(spec);
        assertThat(looks).hasValue(1);
        problems(spec);
        assertThat(looks).hasValue(2);
    }

    @Test
    void whatAModuleDoesNotFindIsAProblemOfTheRequest() {
        bus.serve(
                Addresses.architecture("absent"),
                q -> Future.failedFuture(new PlatformException(ErrorCode.NOT_FOUND, "there is no such file", "")));
        bus.serve(Addresses.search("one"), q -> Future.succeededFuture(new SearchChecked(OptionalLong.of(1))));
        assertThat(problems(spec("data", space(choice("architecture", "absent")), "one")))
                .extracting(Problem::path)
                .containsExactly("space.architecture.absent");
    }

    @Test
    void aSpaceOfMoreTrialsThanAnExperimentHasIsRefused() {
        bus.serve(Addresses.search("wide"), q -> Future.succeededFuture(new SearchChecked(OptionalLong.of(10_001))));
        assertThat(problems(spec("data", space(choice("architecture", "narrow")), "wide")))
                .filteredOn(p -> p.path().equals("space"))
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("10001 points").contains("at most 10000 trials"));
    }

    @Test
    void countsAreThoseOfTheNetThatTrains() throws Exception {
        Network narrow = net(2);
        bus.serve(Addresses.architecture("wide"), q -> Future.succeededFuture(new NetworkDescribed(net(16))));
        bus.serve(
                Addresses.transfer("cut"),
                q -> q.trainingImages().equals(OptionalInt.of(10))
                        ? Future.succeededFuture(new TransferPlanned(
                                Optional.empty(), List.of(), List.of(), "a cut", Optional.of(narrow)))
                        : refused("10 images are learned from, not " + q.trainingImages()));
        bus.serve(Addresses.search("one"), q -> Future.succeededFuture(new SearchChecked(OptionalLong.of(1))));
        SearchSpace space = space(choice("architecture", "wide"), choice("transfer", "cut"));
        assertThat(validator
                        .validate(spec("data", space, "one"))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS)
                        .networks())
                .containsExactly(new Verdicts.NetworkVerdict(
                        "wide",
                        net(16).hash(),
                        narrow.parameters(),
                        NetworkTable.of(narrow).totals().multiplies(),
                        Optional.empty()));
    }

    private static Network net(int units) {
        return NetworkBuilder.of(
                        "net",
                        Initialiser.HE,
                        NetworkInput.unnormalised(new ImageShape(1, 4, 4), 2).layer())
                .flatten("flatten")
                .dense("hidden", units)
                .classify("fc", 2);
    }

    private List<Problem> problems(ExperimentSpec spec) {
        var failure = new ArrayList<Problem>();
        assertThatThrownBy(() -> validator
                        .validate(spec)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    failure.addAll(e.problems());
                });
        return failure;
    }

    private static <T> Future<T> refused(String why) {
        return Future.failedFuture(new PlatformException(ErrorCode.MISFIT, why, "take another"));
    }

    private static ExperimentSpec spec(String data, SearchSpace space) {
        return spec(data, space, "endless");
    }

    private static ExperimentSpec spec(String data, SearchSpace space, String search) {
        return new ExperimentSpec(
                "x",
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, data), 0.1, 1, 0),
                Objective.VALIDATION_ACCURACY,
                new TrainingSettings(1, 4, 0, 0),
                space,
                ModuleRef.of(ModuleKind.SEARCH, search),
                Budget.UNLIMITED,
                0,
                1);
    }

    private static SearchSpace space(SearchSpace.Parameter... parameters) {
        return new SearchSpace(Arrays.asList(parameters));
    }

    private static SearchSpace.Parameter choice(String name, String option) {
        return new SearchSpace.Parameter(
                name, new ParameterDomain.Choice(List.of(new ParameterDomain.Option(option, SearchSpace.EMPTY))));
    }

    private static SearchSpace.Parameter fixed(String name, String value) {
        return new SearchSpace.Parameter(name, new ParameterDomain.Fixed(ParameterValue.of(value)));
    }

    private static DataDescribed data() {
        return new DataDescribed(
                new ImageShape(1, 4, 4),
                List.of("a", "b"),
                10,
                5,
                5,
                List.of(0.5),
                List.of(0.5),
                "0".repeat(64),
                List.of());
    }
}
