package dev.stride.plugins.datasets;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.util.List;

/** The data sets. */
public final class DatasetsPlugin implements Plugin {

    @Override
    public String name() {
        return "datasets";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(
                Mnist.digits(), Mnist.fashion(), new Cifar10(), new Cifar100(), new ImageFolder(), new Synthetic());
    }
}
