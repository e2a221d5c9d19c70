package dev.stride.network;

import java.util.List;

/** The ranges of the layers' settings; see {@link Layer} for each. */
final class LayerSettings {

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private LayerSettings() {}

    /**
     * Refuses settings that mean nothing, naming layer, value and range.
     *
     * @throws dev.stride.model.PlatformException with {@code MISFIT}
     */
    static void check(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input input) {
            input(node, input);
        } else if (layer instanceof Layer.Conv2d conv) {
            atLeast(node, 1, "filters", conv.filters());
            atLeast(node, 1, "a kernel's height", conv.kernelHeight());
            atLeast(node, 1, "a kernel's width", conv.kernelWidth());
            atLeast(node, 1, "a stride", conv.stride());
            atLeast(node, 0, "a padding", Math.min(conv.padHeight(), conv.padWidth()));
            atLeast(node, 1, "groups", conv.groups());
        } else if (layer instanceof Layer.Pool pool) {
            atLeast(node, 1, "a window", pool.kernel());
            atLeast(node, 1, "a stride", pool.stride());
            atLeast(node, 0, "a padding", pool.pad());
        } else if (layer instanceof Layer.Dense dense) {
            atLeast(node, 1, "units", dense.units());
        } else if (layer instanceof Layer.BatchNorm norm) {
            require(node, norm.momentum() > 0 && norm.momentum() <= 1, "a momentum", norm.momentum(), "in (0, 1]");
            positive(node, "an epsilon", norm.epsilon());
            finite(node, "an initial gamma", norm.initialGamma());
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            atLeast(node, 1, "a size", norm.size());
            require(node, norm.alpha() >= 0 && norm.alpha() < INFINITE, "an alpha", norm.alpha(), "of at least 0");
            positive(node, "a beta", norm.beta());
            positive(node, "a k", norm.k());
        } else if (layer instanceof Layer.Dropout dropout) {
            require(node, dropout.rate() >= 0 && dropout.rate() < 1, "a rate", dropout.rate(), "in [0, 1)");
        } else if (layer instanceof Layer.Subsample subsample) {
            atLeast(node, 1, "a stride", subsample.stride());
        } else if (layer instanceof Layer.PadChannels pad) {
            atLeast(node, 0, "added channels", Math.min(pad.before(), pad.after()));
        } else if (layer instanceof Layer.Head head) {
            atLeast(node, 1, "classes", head.classes());
            require(node, head.weight() >= 0 && head.weight() < INFINITE, "a weight", head.weight(), "of at least 0");
        } else if (layer instanceof Layer.Scripted scripted) {
            scripted(node, scripted);
        }
    }

    private static void input(Node node, Layer.Input input) {
        require(node, Double.isFinite(input.scale()) && input.scale() != 0, "a scale", input.scale(), "other than 0");
        perChannel(node, input, "mean", input.mean());
        perChannel(node, input, "deviation", input.deviation());
        input.mean().forEach(mean -> finite(node, "a mean", mean));
        input.deviation().forEach(deviation -> positive(node, "a deviation", deviation));
    }

    private static void perChannel(Node node, Layer.Input input, String what, List<Double> values) {
        if (values.size() != input.shape().channels()) {
            throw Shapes.misfit(
                    node,
                    "its images have " + input.shape().channels() + " channels and its " + what + " has "
                            + values.size() + " values",
                    "give one " + what + " a channel");
        }
    }

    private static void scripted(Node node, Layer.Scripted scripted) {
        atLeast(node, 0, "multiplies", scripted.multiplies());
        for (Layer.Declared declared : scripted.parameters()) {
            declared.shape().forEach(axis -> atLeast(node, 1, "an axis of '" + declared.name() + "'", axis));
            finite(node, "an initial value of '" + declared.name() + "'", declared.initial());
        }
        if (scripted.output() instanceof TensorShape.Maps maps) {
            atLeast(node, 1, "an output's axis", Math.min(maps.channels(), Math.min(maps.height(), maps.width())));
        } else {
            atLeast(node, 1, "an output's length", scripted.output().size());
        }
    }

    private static void atLeast(Node node, long least, String what, long value) {
        require(node, value >= least, what, value, "of at least " + least);
    }

    private static void positive(Node node, String what, double value) {
        require(node, value > 0 && value < INFINITE, what, value, "above 0");
    }

    private static void finite(Node node, String what, double value) {
        require(node, Double.isFinite(value), what, value, "that is finite");
    }

    private static void require(Node node, boolean holds, String what, Number value, String range) {
        if (!holds) {
            throw Shapes.misfit(node, what + " of " + value + " is no number " + range, "choose one " + range);
        }
    }
}
