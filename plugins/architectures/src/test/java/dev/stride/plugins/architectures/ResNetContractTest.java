package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class ResNetContractTest extends ArchitectureContract<ResNet.Parameters> {

    @Override
    protected ResNet module() {
        return new ResNet();
    }
}
