package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.ArtifactStore;
import dev.stride.artifacts.FileArtifactStore;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.NetworkMetadata;
import dev.stride.bus.message.PublishedDescribed;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.store.InMemoryExperimentStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedSourcesTest {

    private static final ExperimentId ASKING = new ExperimentId("01arz3ndektsv4rrffq69g5fav");
    private static final int PUBLISHED_CLASSES = 5;
    private static final List<Double> LIBRARY_MEAN = List.of(0.4);

    private final Vertx vertx = Vertx.vertx();
    private ArtifactStore artifacts;
    private NamedSources sources;

    @TempDir
    private Path folder;

    /** A net that trains on two classes of 6x6 images, and that "lib" has for five classes of 8x8 images. */
    private static final NamedSources.Architecture ARCHITECTURE = new NamedSources.Architecture() {
        @Override
        public Future<PublishedDescribed> published(OptionalInt classes) {
            var input = new NetworkInput(
                    new ImageShape(1, 8, 8), classes.orElse(PUBLISHED_CLASSES), LIBRARY_MEAN, List.of(0.2));
            var names = Map.of("f.0", "conv", "f.1", "bn", "last", "fc");
            return Future.succeededFuture(new PublishedDescribed(
                    Map.of("lib", new PublishedDescribed.Published(net(input), names, Optional.of("net-of-lib")))));
        }

        @Override
        public Network target() {
            return target(2).result();
        }

        @Override
        public Future<Network> target(int classes) {
            return Future.succeededFuture(net(NetworkInput.unnormalised(new ImageShape(1, 6, 6), classes)));
        }
    };

    private static Network net(NetworkInput input) {
        return NetworkBuilder.of("net", Initialiser.HE, input.layer())
                .stage("body")
                .convWithoutBias("conv", 2, 3, 1, 1)
                .batchNorm("bn")
                .globalAveragePool("pool")
                .classify("fc", input.classes());
    }

    @BeforeEach
    void open() {
        artifacts = FileArtifactStore.at(folder.resolve("artifacts"));
        sources = new NamedSources(
                new SourceResolver(new InMemoryExperimentStore(), artifacts),
                vertx.createSharedWorkerExecutor("reads", 1));
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static TreeMap<String, Tensor> weights(String conv, String norm, String last, int classes) {
        var tensors = new TreeMap<String, Tensor>();
        for (Tensor tensor : List.of(
                tensor(conv + ".weight", 2, 1, 3, 3),
                tensor(norm + ".weight", 2),
                tensor(norm + ".bias", 2),
                tensor(norm + ".running_mean", 2),
                tensor(norm + ".running_var", 2),
                tensor(last + ".weight", classes, 2),
                tensor(last + ".bias", classes))) {
            tensors.put(tensor.name(), tensor);
        }
        return tensors;
    }

    private static Tensor tensor(String name, Integer... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, name.length());
        return new Tensor(name, List.of(shape), values);
    }

    @Test
    void theTensorsOfALibraryGetTheirNamesHereAndTheNetThatTheLibraryHas() throws Exception {
        var weights = weights("f.0", "f.1", "last", 3);
        weights.put("f.0.bias", new Tensor("f.0.bias", List.of(2), new float[] {1, -2}));
        SourceResolver.Resolved found = find(file(weights), "lib");
        assertThat(found.shapes())
                .containsOnlyKeys(
                        "conv.weight",
                        "bn.weight",
                        "bn.bias",
                        "bn.running_mean",
                        "bn.running_var",
                        "fc.weight",
                        "fc.bias");
        Network network = found.network().orElseThrow();
        assertThat(network.classes()).isEqualTo(3);
        assertThat(network.input().mean()).isEqualTo(LIBRARY_MEAN);
        float mean = "f.1.running_mean".length();
        assertThat(Safetensors.read(artifacts.open(found.artifact())).tensors())
                .contains(new Tensor("bn.running_mean", List.of(2), new float[] {mean - 1, mean + 2}));
    }

    @Test
    void whatIsOnlyLookedAtIsNotKept() throws Exception {
        var source = source(file(weights("f.0", "f.1", "last", 3)), Optional.of("lib"));
        SourceResolver.Resolved looked = result(sources.find(source, Optional.empty(), ARCHITECTURE));
        assertThat(artifacts.contains(looked.artifact())).isFalse();
        assertThat(result(sources.find(source, Optional.of(ASKING), ARCHITECTURE)))
                .isEqualTo(looked);
        assertThat(artifacts.contains(looked.artifact())).isTrue();
    }

    @Test
    void namesThatAUserGivesMayTellHowPixelsAreExpected() throws Exception {
        Path weights = file(weights("a", "b", "c", 3));
        Path names = folder.resolve("names.json");
        Files.writeString(names, "{\"names\": {\"a\": \"conv\", \"b\": \"bn\", \"c\": \"fc\"}}");
        SourceResolver.Resolved unknown = find(weights, names.toString());
        assertThat(unknown.shapes()).containsEntry("fc.weight", List.of(3, 2));
        assertThat(unknown.network()).isEmpty();
        Files.writeString(
                names,
                "{\"names\": {\"a\": \"conv\", \"b\": \"bn\"},"
                        + " \"input\": {\"order\": \"grey\", \"scale\": 1, \"mean\": [104], \"deviation\": [2]}}");
        Layer.Input input =
                find(weights, names.toString()).network().orElseThrow().input();
        assertThat(input.scale()).isEqualTo(1);
        assertThat(input.mean()).containsExactly(104.0);
        assertThat(input.deviation()).containsExactly(2.0);
        assertThat(input.shape()).isEqualTo(new ImageShape(1, 6, 6));
    }

    @Test
    void namesThatNobodyKnowsAreRefusedWithTheNearest() throws Exception {
        Path weights = file(weights("f.0", "f.1", "last", 3));
        assertRefused(weights, "lob", ErrorCode.NOT_FOUND, "did you mean 'lib'?");
        assertRefused(weights, "something", ErrorCode.NOT_FOUND, "use lib, or the path of a JSON file of names");
        assertRefused(weights, "a\0b", ErrorCode.INVALID_REQUEST, "'names' is no path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON|is wrong",
                "{}|has no 'names'",
                "{\"names\": {\"a\": 1}}|names 'a' by no text",
                "{\"names\": {}, \"inputs\": {}}|inputs",
                "{\"names\": {}, \"input\": {\"mean\": [0.5]}}|deviation"
            })
    void aFileOfNamesThatIsWrongIsToldHowToBeWritten(String text, String named) throws Exception {
        Path names = Files.writeString(folder.resolve("names.json"), text);
        Path weights = file(weights("f.0", "f.1", "last", 3));
        assertRefused(weights, names.toString(), ErrorCode.DATA_INVALID, named);
        assertRefused(weights, names.toString(), ErrorCode.DATA_INVALID, "write it as {\"names\": {\"features.0\"");
    }

    @Test
    void tensorsOfAnotherNetAreListed() throws Exception {
        assertRefused(
                file(weights("f.0", "g.1", "last", 3)), "lib", ErrorCode.MISFIT, "'f.1.bias' for bn.bias is missing");
        assertRefused(file(weights("f.0", "g.1", "last", 3)), "lib", ErrorCode.MISFIT, "'g.1.bias' is left over");
    }

    @Test
    void aCheckpointAndATrialHaveTheNamesOfThePlatform() throws Exception {
        Path checkpoint = Files.write(
                folder.resolve("checkpoint.safetensors"),
                new Safetensors(
                                new TreeMap<>(
                                        Map.of(NetworkMetadata.KEY, NetworkMetadata.write(ARCHITECTURE.target()))),
                                List.of())
                        .write());
        assertRefused(checkpoint, "lib", ErrorCode.INVALID_REQUEST, "leave 'names' out");
        var trial = new TransferPlanned.Source(
                Optional.empty(), Optional.of("x-1"), Optional.empty(), Optional.empty(), Optional.of("lib"));
        assertThatThrownBy(() -> result(sources.find(trial, Optional.empty(), ARCHITECTURE)))
                .hasMessageContaining("leave 'names' out");
    }

    @Test
    void aFileThatDidNotFitIsToldWhy() throws Exception {
        var refusal = new PlatformException(ErrorCode.MISFIT, "conv.weight is missing", "");
        var source = source(folder.resolve("any"), Optional.empty());
        assertThat(explained(refusal, source, weights("f.0", "f.1", "last", 3)))
                .hasMessageContaining("conv.weight is missing")
                .hasMessageContaining("the file names its tensors as lib does")
                .hasMessageContaining("add 'names: lib' to the source")
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::path)
                                .containsExactly("", "space.transfer.cut.source"));
        assertThat(explained(refusal, source, weights("a", "b", "c", 3)))
                .hasMessageContaining(
                        "the file has 'a.weight', 'b.bias', 'b.running_mean', 'b.running_var', 'b.weight', 'c.bias' and 1"
                                + " more, which this net has not")
                .hasMessageContaining("'names: FILE.json'");
        assertThat(explained(refusal, source, weights("conv", "bn", "fc", 3))).isSameAs(refusal);
        var defect = new PlatformException(ErrorCode.PLUGIN_FAILED, "broken", "");
        assertThat(explained(defect, source, weights("f.0", "f.1", "last", 3))).isSameAs(defect);
    }

    @Test
    void whereTheLibraryHasAnotherNetItsNameIsTold() throws Exception {
        var refusal = new PlatformException(ErrorCode.MISFIT, "pool is missing", "");
        var source = source(folder.resolve("any"), Optional.of("lib"));
        var weights = weights("conv", "bn", "fc", 3);
        assertThat(explained(refusal, source, weights)).isSameAs(refusal);
        NamedSources.Architecture other = new NamedSources.Architecture() {
            @Override
            public Future<PublishedDescribed> published(OptionalInt classes) {
                return ARCHITECTURE.published(classes);
            }

            @Override
            public Network target() {
                return target(2).result();
            }

            @Override
            public Future<Network> target(int classes) {
                var input = NetworkInput.unnormalised(new ImageShape(1, 6, 6), classes);
                return Future.succeededFuture(NetworkBuilder.of("net", Initialiser.HE, input.layer())
                        .stage("body")
                        .conv("conv", 2, 3, 1, 1)
                        .globalAveragePool("pool")
                        .classify("fc", classes));
            }
        };
        assertThat(result(sources.explained(refusal, "space.transfer.cut.source", source, taken(weights), other)))
                .hasMessageContaining("pool is missing")
                .hasMessageContaining("use the architecture net-of-lib");
    }

    private Throwable explained(PlatformException refusal, TransferPlanned.Source source, Map<String, Tensor> weights)
            throws Exception {
        return result(sources.explained(refusal, "space.transfer.cut.source", source, taken(weights), ARCHITECTURE));
    }

    private SourceResolver.Resolved taken(Map<String, Tensor> weights) throws IOException {
        return new SourceResolver(new InMemoryExperimentStore(), artifacts)
                .take(SourceFile.open(file(weights).toString()).asItIs(), Optional.empty());
    }

    private void assertRefused(Path file, String names, ErrorCode code, String named) {
        assertThatThrownBy(() -> find(file, names))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(named);
    }

    private SourceResolver.Resolved find(Path file, String names) throws Exception {
        return result(sources.find(source(file, Optional.of(names)), Optional.of(ASKING), ARCHITECTURE));
    }

    private static TransferPlanned.Source source(Path file, Optional<String> names) {
        return new TransferPlanned.Source(
                Optional.empty(), Optional.empty(), Optional.of(file.toString()), Optional.empty(), names);
    }

    private static <T> T result(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Path file(Map<String, Tensor> tensors) throws IOException {
        return Files.write(
                folder.resolve("net.safetensors"),
                new Safetensors(new TreeMap<>(), List.copyOf(tensors.values())).write());
    }
}
