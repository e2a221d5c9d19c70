package dev.stride.plugins.transfer;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Nets and sources for tests. */
final class Nets {

    static final TransferSource FILE = new TransferSource(
            Optional.empty(), Optional.empty(), Optional.of("net.safetensors"), Optional.empty(), Optional.empty());

    private Nets() {}

    /** The stages stem, low and high, with a shortcut within the second; a pool without weights; a head. */
    static Network residual(int classes) {
        NetworkBuilder net = begin(classes)
                .stage("low")
                .convWithoutBias("low.conv", 4, 3, 1, 1)
                .batchNorm("low.norm")
                .add("low.sum", "stem.act")
                .relu("low.act");
        return end(net, classes);
    }

    /** The same with an auxiliary head on the second stage, whose branch stands after the trunk, and no shortcut. */
    static Network withSideHead(int classes) {
        NetworkBuilder net = trunk(begin(classes)
                .stage("low")
                .convWithoutBias("low.conv", 4, 3, 1, 1)
                .batchNorm("low.norm")
                .relu("low.act"));
        net.from("low.act").stage("side").conv("side.conv", 2, 1, 1, 0).globalAveragePool("side.pool");
        net.stage(Network.HEAD_STAGE).dense("side.fc", classes).put("side.logits", new Layer.Head(classes, 0.3, true));
        return net.from("drop").classify("fc", classes);
    }

    /** The last stage takes two outputs of the one before. */
    static Network forked(int classes) {
        NetworkBuilder net = begin(classes).stage("low").conv("left", 4, 3, 1, 1);
        net.from("stem.act").conv("right", 4, 3, 1, 1).stage("high").add("sum", "left");
        return end(net, classes);
    }

    private static NetworkBuilder begin(int classes) {
        return NetworkBuilder.of(
                        "small",
                        Initialiser.HE,
                        NetworkInput.unnormalised(new ImageShape(1, 8, 8), classes)
                                .layer())
                .stage("stem")
                .conv("stem.conv", 4, 3, 1, 1)
                .relu("stem.act");
    }

    private static Network end(NetworkBuilder net, int classes) {
        return trunk(net).classify("fc", classes);
    }

    private static NetworkBuilder trunk(NetworkBuilder net) {
        return net.stage("high")
                .conv("high.conv", 6, 3, 2, 1)
                .relu("high.act")
                .stage("pool")
                .globalAveragePool("pool")
                .dropout("drop", 0.5);
    }

    static TransferTarget target(Network network) {
        return new TransferTarget(network, 5_000);
    }

    /** A source that has trained this net. */
    static Optional<SourceWeights> source(Network network) {
        return Optional.of(SourceWeights.of(shapes(network), Optional.of(network)));
    }

    static Map<String, List<Integer>> shapes(Network network) {
        return network.tensors().stream().collect(Collectors.toMap(TensorDeclaration::name, TensorDeclaration::shape));
    }
}
