package dev.stride.network;

import dev.stride.model.ImageShape;
import java.util.List;

/**
 * One kind of layer with its settings. Shapes are those of one image: maps are (channels, height, width). Lengths are in
 * pixels of the layer's input. Settings outside of the ranges that are given here are refused as soon as the layer's
 * shape is asked for.
 */
public sealed interface Layer {

    /** The order of an image's channels. */
    enum ChannelOrder {
        /** One channel of brightness. */
        GREY,
        /** Red, green, blue: as the platform's images are. */
        RGB,
        /** Blue, green, red: as nets from Caffe have it. */
        BGR
    }

    /** What a pool makes of a window. */
    enum PoolKind {
        /** The largest value. */
        MAX,
        /** The mean of the values, padding left out. */
        AVERAGE
    }

    /** How the last, incomplete window of a pool is treated. */
    enum Rounding {
        /** It is left out. */
        FLOOR,
        /** It counts, as long as it begins inside the image or its leading padding. */
        CEIL
    }

    /** A function of each value. */
    enum Function {
        /** {@code max(0, v)} (Nair and Hinton, 2010). */
        RELU,
        /** The hyperbolic tangent. */
        TANH,
        /** {@code 1 / (1 + exp(-v))}. */
        SIGMOID
    }

    /**
     * Where images enter: red, green, blue or grey, as the platform's are. Their channels are brought into this order, and a
     * pixel v in 0..255 becomes {@code (v * scale - mean) / deviation}, by channel. Shape: that of the images.
     *
     * @param scale other than 0; 1/255 brings pixels to [0, 1]
     * @param mean one value a channel in this order, of scaled pixels
     * @param deviation one value a channel in this order, of scaled pixels, above 0
     */
    record Input(ImageShape shape, ChannelOrder order, double scale, List<Double> mean, List<Double> deviation)
            implements Layer {
        public Input {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
        }
    }

    /**
     * A convolution (LeCun et al., 1998). Weights {@code weight} are (filters, channels / groups, kernel height, kernel
     * width), with {@code bias} (filters). Maps (c, h, w) become (filters, (h + 2 padHeight - kernelHeight) / stride + 1,
     * likewise), rounded down.
     *
     * @param filters at least 1, a multiple of {@code groups}
     * @param kernelHeight at least 1
     * @param kernelWidth at least 1
     * @param stride of both axes, at least 1
     * @param padHeight rows of zeros above and below, at least 0
     * @param padWidth columns of zeros at either side, at least 0
     * @param groups into which channels and filters are divided, each seeing its own alone (Krizhevsky et al., 2012)
     * @param bias whether each filter adds a number of its own
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

    /**
     * A pool over square windows; padding never counts. The channels stay, height and width become those of a convolution
     * with the same settings, rounded as set.
     *
     * @param kernel side of the window, at least 1
     * @param stride at least 1
     * @param pad at either side, at least 0 and at most half of the window
     */
    record Pool(PoolKind kind, int kernel, int stride, int pad, Rounding rounding) implements Layer {}

    /**
     * A fully connected layer: a vector becomes one of {@code units} numbers. Weights {@code weight} are (units, inputs),
     * with {@code bias} (units).
     *
     * @param units at least 1
     */
    record Dense(int units, boolean bias) implements Layer {}

    /**
     * Batch normalisation (Ioffe and Szegedy, 2015) of maps by channel, or of a vector by component, with {@code weight}
     * (gamma), {@code bias} (beta) and the buffers {@code running_mean} and {@code running_var}, each (channels). The
     * shape stays.
     *
     * @param momentum the share of a new batch in the running statistics, in (0, 1]
     * @param epsilon added to the variance, above 0
     * @param initialGamma what gamma starts from: 1, or 0 for a residual branch that starts as nothing (Goyal et al., 2017)
     */
    record BatchNorm(double momentum, double epsilon, double initialGamma) implements Layer {}

    /**
     * Local response normalisation over neighbouring channels (Krizhevsky et al., 2012, section 3.3): a value is divided
     * by {@code (k + alpha * s) ^ beta}, where s is the sum of squares over the window of channels around it. The shape
     * stays.
     *
     * @param size channels of the window, at least 1; the paper's n
     * @param alpha of the sum, not of the mean, at least 0; 1e-4 in the paper
     * @param beta above 0; 0.75 in the paper
     * @param k above 0; 2 in the paper
     */
    record LocalResponseNorm(int size, double alpha, double beta, double k) implements Layer {}

    /** A function of each value; the shape stays. */
    record Activation(Function function) implements Layer {}

    /**
     * Dropout (Srivastava et al., 2014): in training values are dropped at random and the others divided by
     * {@code 1 - rate}; in evaluation nothing happens. The shape stays.
     *
     * @param rate the probability that a value is dropped, in [0, 1)
     */
    record Dropout(double rate) implements Layer {}

    /** The sum of two or more inputs of equal shapes (He et al., 2016). */
    record Add() implements Layer {}

    /** The channels of two or more maps of one height and width, in the order of the inputs (Szegedy et al., 2015). */
    record Concat() implements Layer {}

    /**
     * Every {@code stride}-th row and column, from the first: part of a parameter-free shortcut (He et al., 2016, option A).
     *
     * @param stride at least 1
     */
    record Subsample(int stride) implements Layer {}

    /**
     * Channels of zeros around those of the maps: part of a parameter-free shortcut (He et al., 2016, option A).
     *
     * @param before the first channel, at least 0
     * @param after the last channel, at least 0
     */
    record PadChannels(int before, int after) implements Layer {}

    /** Maps as a vector of channels * height * width numbers, channels first. */
    record Flatten() implements Layer {}

    /** The mean of each channel: maps become a vector of one number a channel (Lin et al., 2014). */
    record GlobalAveragePool() implements Layer {}

    /**
     * Marks its input, a vector of one number a class, as logits of a softmax.
     *
     * @param classes at least 1
     * @param weight of its cross-entropy in the training loss, at least 0
     * @param auxiliary whether it helps training only and is gone from the exported net (Szegedy et al., 2015)
     */
    record Head(int classes, double weight, boolean auxiliary) implements Layer {}

    /**
     * What the built-in layers cannot say: a body in TorchScript, trusted as the plugin is.
     *
     * @param parameters trainable tensors, in the order in which the body sees them
     * @param output the shape that comes out
     * @param multiplies for one image, at least 0
     * @param body an expression over {@code x} (the inputs' first), {@code inputs} and {@code p} (lists, the latter of the
     *     parameters), and {@code training} (a truth value; only where it is true may the body draw, by the library's own
     *     generator), for example {@code torch.mul(x, p[0])}
     */
    record Scripted(List<Declared> parameters, TensorShape output, long multiplies, String body) implements Layer {
        public Scripted {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A trainable tensor of a {@link Scripted} layer, starting from one value everywhere.
     *
     * @param name unique in its layer
     * @param shape axes of at least 1
     */
    record Declared(String name, List<Integer> shape, double initial) {
        public Declared {
            shape = List.copyOf(shape);
        }
    }
}
