package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class VggContractTest extends ArchitectureContract<Vgg.Parameters> {

    @Override
    protected Vgg module() {
        return new Vgg();
    }
}
