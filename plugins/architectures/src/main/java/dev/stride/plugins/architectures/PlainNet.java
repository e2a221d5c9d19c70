package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.network.Network;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Default;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.Range;
import java.util.Map;

/** Residual nets without their shortcuts, against which they are measured (He et al., 2016, section 4.2). */
public final class PlainNet implements Architecture<PlainNet.Parameters> {

    private static final CifarLayout CIFAR = new CifarLayout("plain", false);

    /** What may vary. */
    public record Parameters(
            @About("Layers with weights, 6n + 2") @Default("20") @Range(min = 8, max = 1202)
            int depth,

            @About("Which of the paper's layouts: cifar, for small images") @Default("cifar")
            Layout layout,

            @About("Factor of all numbers of filters") @Default("1") @Range(min = 0.1, max = 16)
            double width) {}

    /** The layouts of the paper. */
    public enum Layout {
        CIFAR
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String summary() {
        return "Plain nets (He et al., 2016): the residual nets without their shortcuts";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public NetworkInput paperInput(Parameters parameters) {
        return NetworkInput.unnormalised(new ImageShape(3, 32, 32), 10);
    }

    @Override
    public Map<String, Parameters> presets() {
        return CIFAR.presets(depth -> new Parameters(depth, Layout.CIFAR, 1));
    }

    @Override
    public Network describe(Parameters parameters, NetworkInput input) {
        return CIFAR.describe(parameters.depth(), parameters.width(), input);
    }
}
