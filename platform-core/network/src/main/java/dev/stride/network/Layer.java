package dev.stride.network;

import dev.stride.model.ImageShape;
import java.util.List;

/** One kind of layer with its settings. Lengths are in pixels of the layer's input. */
public sealed interface Layer {

    /** The order of an image's channels. */
    enum ChannelOrder {
        GREY,
        RGB,
        BGR
    }

    enum PoolKind {
        MAX,
        AVERAGE
    }

    /** How the last, incomplete window of a pool is treated. */
    enum Rounding {
        FLOOR,
        CEIL
    }

    enum Function {
        RELU,
        TANH,
        SIGMOID
    }

    /**
     * Where images enter. A pixel v in 0..255 becomes {@code (v * scale - mean) / deviation}, by channel.
     *
     * @param mean one value a channel
     * @param deviation one value a channel, above 0
     */
    record Input(ImageShape shape, ChannelOrder order, double scale, List<Double> mean, List<Double> deviation)
            implements Layer {
        public Input {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }
    }

    /**
     * A convolution. Weights {@code weight} are (filters, channels / groups, kernel height, kernel width), with
     * {@code bias} (filters).
     */
    record Conv2d(
            int filters,
            int kernelHeight,
            int kernelWidth,
            int stride,
            int padHeight,
            int padWidth,
            int groups,
            boolean bias)
            implements Layer {}

    /** A pool; padding never counts in an average. */
    record Pool(PoolKind kind, int kernel, int stride, int pad, Rounding rounding) implements Layer {}

    /** A fully connected layer on a vector. Weights are (units, inputs), with {@code bias} (units). */
    record Dense(int units, boolean bias) implements Layer {}

    /**
     * Batch normalisation (Ioffe and Szegedy, 2015) with {@code weight} (gamma), {@code bias} (beta) and the buffers
     * {@code running_mean} and {@code running_var}, each (channels).
     *
     * @param momentum the share of a new batch in the running statistics
     * @param initialGamma what gamma starts from, 1 or 0
     */
    record BatchNorm(double momentum, double epsilon, double initialGamma) implements Layer {}

    /** Local response normalisation over neighbouring channels (Krizhevsky et al., 2012, section 3.3). */
    record LocalResponseNorm(int size, double alpha, double beta, double k) implements Layer {}

    record Activation(Function function) implements Layer {}

    /** @param rate the probability that a value is dropped in training */
    record Dropout(double rate) implements Layer {}

    /** The sum of two or more equal shapes. */
    record Add() implements Layer {}

    /** Channels of two or more maps of one size, in the order of the inputs. */
    record Concat() implements Layer {}

    /** Every {@code stride}-th row and column, from the first: part of a parameter-free shortcut. */
    record Subsample(int stride) implements Layer {}

    /** Channels of zeros before and after: part of a parameter-free shortcut. */
    record PadChannels(int before, int after) implements Layer {}

    /** A map as a vector, channels first. */
    record Flatten() implements Layer {}

    /** The mean of each channel, as a vector. */
    record GlobalAveragePool() implements Layer {}

    /**
     * Marks its input, a vector of one number a class, as logits of a softmax.
     *
     * @param weight of its cross-entropy in the training loss
     * @param auxiliary whether it helps training only and is gone from the exported net
     */
    record Head(int classes, double weight, boolean auxiliary) implements Layer {}

    /**
     * What the built-in layers cannot say: a body in TorchScript, trusted as the plugin is.
     *
     * @param parameters trainable tensors, in the order in which the body sees them
     * @param output the shape that comes out
     * @param multiplies for one image
     * @param body an expression over {@code x} (the inputs' first), {@code inputs} and {@code p} (lists, the latter of the
     *     parameters), and {@code training} (a truth value; only where it is true may the body draw, by the library's own
     *     generator), for example {@code torch.mul(x, p[0])}
     */
    record Scripted(List<Declared> parameters, TensorShape output, long multiplies, String body) implements Layer {
        public Scripted {
            parameters = List.copyOf(parameters);
        }
    }

    /** A trainable tensor of a {@link Scripted} layer, starting from one value everywhere. */
    record Declared(String name, List<Integer> shape, double initial) {
        public Declared {
            shape = List.copyOf(shape);
        }
    }
}
