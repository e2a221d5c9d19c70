package dev.stride.plugins.architectures;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.util.List;

/** The nets of the case studies. */
public final class ArchitecturesPlugin implements Plugin {

    @Override
    public String name() {
        return "architectures";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(
                new LeNet5(),
                new AlexNet(),
                new Vgg(),
                new PlainNet(),
                new ResNet(),
                new NetworkInNetwork(),
                new InceptionModule(),
                new GoogLeNet(),
                new SqueezeNet(),
                new Bottleneck());
    }
}
