package dev.stride.training.program;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import dev.stride.plugins.architectures.ArchitecturesPlugin;
import dev.stride.spi.Architecture;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every architecture, as narrow and on images as small as a test needs; dropout left out, so that steps are functions. */
enum NarrowNets {
    LENET("lenet-5", 1, 28, Map.of()),
    LENET_TODAY("lenet-5", 1, 28, Map.of("activation", "relu", "pooling", "max")),
    ALEXNET("alexnet", 3, 67, Map.of("width", 0.06, "dropout", 0)),
    ALEXNET_GROUPS("alexnet-groups", 3, 67, Map.of("width", 0.06, "dropout", 0)),
    ALEXNET_TORCHVISION("alexnet-torchvision", 3, 67, Map.of("width", 0.06, "dropout", 0)),
    VGG("vgg-11", 3, 32, Map.of("width", 0.1, "dropout", 0)),
    VGG_BATCH_NORM("vgg-13-bn", 3, 32, Map.of("width", 0.1, "dropout", 0)),
    PLAIN("plain-8", 1, 28, Map.of()),
    PLAIN_IMAGENET("plain-18", 3, 32, Map.of("width", 0.1)),
    RESNET("resnet-14", 1, 28, Map.of()),
    RESNET_IMAGENET("resnet-18", 3, 32, Map.of("width", 0.1)),
    RESNET_BOTTLENECK("resnet-50", 3, 32, Map.of("width", 0.1)),
    NIN("nin", 3, 32, Map.of("width", 0.15, "dropout", 0)),
    INCEPTION("inception-module", 3, 28, Map.of("width", 0.15, "dropout", 0)),
    GOOGLENET("googlenet", 3, 32, Map.of("stem", "small", "width", 0.1, "dropout", 0, "auxiliary", false)),
    GOOGLENET_PAPERS_STEM("googlenet", 3, 64, Map.of("width", 0.1, "dropout", 0, "auxiliary", false)),
    /** The dropout of its heads is the paper's, so its steps are no function of the weights alone. */
    GOOGLENET_WITH_HEADS("googlenet", 3, 32, Map.of("stem", "small", "width", 0.1, "dropout", 0)),
    GOOGLENET_TORCHVISION(
            "googlenet-torchvision", 3, 32, Map.of("stem", "small", "width", 0.1, "dropout", 0, "auxiliary", false)),
    SQUEEZENET("squeezenet-1.0", 3, 48, Map.of("width", 0.25, "dropout", 0)),
    BOTTLENECK("bottleneck", 3, 12, Map.of("channels", 4, "filters", 8));

    private final String architecture;
    private final ImageShape images;
    private final Map<String, Object> given;

    NarrowNets(String architecture, int channels, int side, Map<String, Object> given) {
        this.architecture = architecture;
        this.images = new ImageShape(channels, side, side);
        this.given = given;
    }

    Network network(int classes) {
        return describe(module(), classes);
    }

    Architecture<?> module() {
        return architectures()
                .filter(module ->
                        module.name().equals(architecture) || module.presets().containsKey(architecture))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Architecture<?>> architectures() {
        return new ArchitecturesPlugin().modules().stream().map(module -> (Architecture<?>) module);
    }

    private <P extends Record> Network describe(Architecture<P> module, int classes) {
        ParameterRecord<P> records = ParameterRecord.of(module.parameters());
        P preset = module.presets().get(architecture);
        var values = new TreeMap<String, ParameterValue>();
        if (preset != null) {
            values.putAll(records.write(preset).values());
        }
        given.forEach((name, value) -> values.put(name, value(value)));
        var statistics = java.util.Collections.nCopies(images.channels(), 0.5);
        return module.describe(
                records.bind(ParameterValue.Fields.of(values)),
                new NetworkInput(images, classes, statistics, statistics));
    }

    private static ParameterValue value(Object value) {
        if (value instanceof Boolean flag) {
            return ParameterValue.of(flag);
        }
        if (value instanceof Integer whole) {
            return ParameterValue.of(whole.longValue());
        }
        return value instanceof Number number
                ? ParameterValue.of(number.doubleValue())
                : ParameterValue.of(value.toString());
    }
}
