package dev.stride.network;

import java.util.Locale;

/** A layer in a few words, for tables and drawings. */
final class LayerWords {

    private LayerWords() {}

    static String of(Layer layer) {
        if (layer instanceof Layer.Input input) {
            return "input " + input.shape();
        } else if (layer instanceof Layer.Conv2d conv) {
            return "conv " + conv.kernelHeight() + "x" + conv.kernelWidth() + ", " + conv.filters()
                    + (conv.stride() > 1 ? " /" + conv.stride() : "")
                    + (conv.groups() > 1 ? ", " + conv.groups() + " groups" : "");
        } else if (layer instanceof Layer.Pool pool) {
            return word(pool.kind()) + " pool " + pool.kernel() + "x" + pool.kernel() + " /" + pool.stride();
        } else if (layer instanceof Layer.Dense dense) {
            return "dense " + dense.units();
        } else if (layer instanceof Layer.BatchNorm) {
            return "batch norm";
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            return "response norm over " + norm.size();
        } else if (layer instanceof Layer.Activation activation) {
            return word(activation.function());
        } else if (layer instanceof Layer.Dropout dropout) {
            return "dropout " + dropout.rate();
        } else if (layer instanceof Layer.Subsample subsample) {
            return "subsample /" + subsample.stride();
        } else if (layer instanceof Layer.PadChannels pad) {
            return "pad channels " + pad.before() + "+" + pad.after();
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return "global average pool";
        } else if (layer instanceof Layer.Head head) {
            return (head.auxiliary() ? "auxiliary " : "") + "softmax " + head.classes();
        }
        return word(layer.getClass().getSimpleName());
    }

    private static String word(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
