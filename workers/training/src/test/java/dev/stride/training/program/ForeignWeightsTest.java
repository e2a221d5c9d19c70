package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.artifacts.ConvertedWeights;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.WeightFile;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.TrainingSettings;
import dev.stride.network.ForeignNames;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.plugins.architectures.ArchitecturesPlugin;
import dev.stride.plugins.architectures.SqueezeNet;
import dev.stride.spi.Architecture;
import dev.stride.spi.NetworkInput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Weights of others give here the logits that they give where they come from. The files are large and not part of the
 * project: {@code -Dstride.weights=FOLDER} says where they are, and what is not there is skipped; see README.md.
 */
class ForeignWeightsTest {

    private static final Path CAFFE_NAMES =
            Path.of("../../platform-core/cli/src/main/experiments/squeezenet-1.0-caffe.json");

    private static final Optimizer ANY = new Optimizer.Sgd(0.1, 0, false, 0);
    private static final int IMAGES = 2;
    private static final int SIDE = 227;

    @TempDir
    private Path folder;

    /** A net as its makers have it, and its tensors by their names here. */
    private record Loaded(Network network, Map<String, Tensor> tensors) {

        static Loaded of(ForeignNames names, Path file, Path converted) {
            WeightFile weights = WeightFile.open(file);
            ForeignNames.Origins origins = names.origins(weights.shapes());
            var renamed = ConvertedWeights.of(
                    weights,
                    new TreeMap<>(),
                    origins.tensors().stream()
                            .map(o -> new ConvertedWeights.Source(o.tensor().name(), o.origin(), o.subtracted()))
                            .toList());
            try (OutputStream out = Files.newOutputStream(converted)) {
                renamed.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Loaded(
                    origins.network(),
                    Safetensors.read(converted).tensors().stream().collect(Collectors.toMap(Tensor::name, t -> t)));
        }

        float[] logits(Batch batch) {
            try (Program program = Program.compile(network, Learning.ALL, ANY, new TrainingSettings(1, IMAGES, 0, 0));
                    TrialTensors values = program.tensors(tensors)) {
                return program.logits(values, batch);
            }
        }
    }

    /** The deep VGG nets with batch normalisations make most of rounding: PyTorch's own 32 bits are 9e-5 off. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "alexnet, alexnet-torchvision, 1e-4",
        "vgg11, vgg-11, 1e-4",
        "vgg13, vgg-13, 1e-4",
        "vgg16, vgg-16, 1e-4",
        "vgg19, vgg-19, 1e-4",
        "vgg11_bn, vgg-11-bn, 1e-4",
        "vgg13_bn, vgg-13-bn, 1e-4",
        "vgg16_bn, vgg-16-bn, 3e-4",
        "vgg19_bn, vgg-19-bn, 3e-4",
        "resnet18, resnet-18, 1e-4",
        "resnet34, resnet-34, 1e-4",
        "resnet50, resnet-50-torchvision, 1e-4",
        "resnet101, resnet-101-torchvision, 1e-4",
        "resnet152, resnet-152-torchvision, 1e-4",
        "googlenet, googlenet-torchvision, 1e-4",
        "squeezenet1_0, squeezenet-1.0, 1e-4",
        "squeezenet1_1, squeezenet-1.1, 1e-4"
    })
    void torchvisionsWeightsGiveTorchvisionsLogits(String theirs, String preset, float most) {
        Path file = file("torchvision/" + theirs + ".pth");
        WeightFile oracle = WeightFile.open(file("torchvision/" + theirs + "-oracle.pth"));
        ForeignNames names = torchvision(preset);
        Batch images =
                batch(names.network().input().shape(), oracle.tensor("pixels").values());
        close(
                theirs,
                Loaded.of(names, file, folder.resolve("converted.safetensors")).logits(images),
                oracle.tensor("logits").values(),
                most);
    }

    /** With the names and the normalisation of the file that ships. */
    @Test
    void squeezeNetAsCaffeHasItGivesItsLogits() throws IOException {
        Path file = file("squeezenet10.safetensors");
        WeightFile oracle = WeightFile.open(file("squeezenet10-oracle.safetensors"));
        var shape = new ImageShape(3, SIDE, SIDE);
        CaffeNames names = new ObjectMapper().readValue(CAFFE_NAMES.toFile(), CaffeNames.class);
        CaffeNames.Input pixels = names.input();
        var input = new Layer.Input(
                shape,
                Layer.ChannelOrder.valueOf(pixels.order().toUpperCase(Locale.ROOT)),
                pixels.scale(),
                pixels.mean(),
                pixels.deviation());
        double[] mean = pixels.mean().stream().mapToDouble(v -> v).toArray();
        var architecture = new SqueezeNet();
        Network network = architecture
                .describe(
                        Objects.requireNonNull(architecture.presets().get("squeezenet-1.0")),
                        NetworkInput.unnormalised(shape, 1000))
                .withInput(input);
        Batch images = batch(shape, colours(oracle.tensor("input").values(), mean, SIDE * SIDE));
        float[] logits = Loaded.of(
                        ForeignNames.ofLibrary(network, names.names()), file, folder.resolve("converted.safetensors"))
                .logits(images);
        close("squeezenet10", logits, oracle.tensor("logits").values(), 1e-3f);
    }

    /** A file of names, as experiments name one. */
    private record CaffeNames(Map<String, String> names, Input input) {

        record Input(String order, double scale, List<Double> mean, List<Double> deviation) {}
    }

    private static ForeignNames torchvision(String preset) {
        return new ArchitecturesPlugin()
                .modules().stream()
                        .map(module -> (Architecture<?>) module)
                        .filter(architecture -> architecture.presets().containsKey(preset))
                        .map(architecture -> torchvision(architecture, preset))
                        .findFirst()
                        .orElseThrow();
    }

    private static <P extends Record> ForeignNames torchvision(Architecture<P> architecture, String preset) {
        P parameters = Objects.requireNonNull(architecture.presets().get(preset));
        var published =
                Objects.requireNonNull(architecture.published(parameters).get("torchvision"));
        return ForeignNames.ofLibrary(
                architecture.describe(published.parameters(), published.input()), published.names());
    }

    private static Path file(String name) {
        String folder = System.getProperty("stride.weights");
        assumeTrue(folder != null, "no -Dstride.weights=FOLDER is given");
        Path file = Path.of(Objects.requireNonNull(folder)).resolve(name);
        assumeTrue(Files.exists(file), file + " is not there");
        return file;
    }

    /** Images of red, green and blue from 0 to 255. */
    private static Batch batch(ImageShape shape, float[] pixels) {
        var batch = new Batch(shape, IMAGES, true);
        batch.pixels().asFloatBuffer().put(pixels);
        batch.setCount(IMAGES);
        return batch;
    }

    /** What it was before its channels were turned around and the mean was taken away. */
    private static float[] colours(float[] input, double[] mean, int plane) {
        float[] pixels = new float[input.length];
        for (int i = 0; i < input.length; i++) {
            int channel = i / plane % 3;
            pixels[i + (2 - 2 * channel) * plane] = (float) (input[i] + mean[channel]);
        }
        return pixels;
    }

    private static void close(String net, float[] actual, float[] expected, float most) {
        assertThat(actual).hasSameSizeAs(expected);
        float largest = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        System.out.printf("%s: logits up to %.2f, differences up to %.1e%n", net, largest, difference);
        assertThat(largest).isGreaterThan(1);
        assertThat(difference).isLessThan(most);
    }
}
