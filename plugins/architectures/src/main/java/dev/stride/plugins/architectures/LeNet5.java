package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.Range;

/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998, section II.B) with full connections between the two convolutions and
 * a softmax: 61,706 parameters for ten classes. The paper's 32x32 images are its 28x28 digits with two rows of
 * background around them; images of 28x28 get the same border from the first convolution.
 */
public final class LeNet5 implements Architecture<LeNet5.Parameters> {

    private static final int PAPER_SIZE = 32;

    /** What may vary. */
    public record Parameters(
            @About("What follows each layer") @Default("tanh")
            Nonlinearity activation,

            @About("How maps are halved: the mean of four pixels or the largest") @Default("average")
            Pooling pooling,

            @About("How weights start; as the paper has it is uniform within 2.4 / fan-in") @Default("auto")
            Initialisation initialiser,

            @About("Factor of all numbers of filters and units") @Default("1") @Range(min = 0.1, max = 16)
            double width) {}

    @Override
    public String name() {
        return "lenet-5";
    }

    @Override
    public String summary() {
        return "LeNet-5 (LeCun et al., 1998): two convolutions and three dense layers for digits";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return NetworkInput.unnormalised(new ImageShape(1, PAPER_SIZE, PAPER_SIZE), 10);
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        Layer.Function function = parameters.activation().function();
        Layer.PoolKind pool = parameters.pooling().kind();
        Initialiser initialiser = parameters.initialiser().of(parameters.activation(), Initialiser.LECUN);
        var width = new Width(parameters.width());
        int border = input.shape().height() < PAPER_SIZE ? 2 : 0;
        return NetworkBuilder.of(name(), initialiser, input.layer())
                .stage("c1")
                .conv("conv1", width.of(6), 5, 1, border)
                .activation("act1", function)
                .pool("pool1", pool, 2, 2)
                .stage("c3")
                .conv("conv2", width.of(16), 5, 1, 0)
                .activation("act2", function)
                .pool("pool2", pool, 2, 2)
                .stage("c5")
                .flatten("flatten")
                .dense("fc1", width.of(120))
                .activation("act3", function)
                .stage("f6")
                .dense("fc2", width.of(84))
                .activation("act4", function)
                .classify("fc3", input.classes());
    }
}
