package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class SqueezeNetContractTest extends ArchitectureContract<SqueezeNet.Parameters> {

    @Override
    protected SqueezeNet module() {
        return new SqueezeNet();
    }
}
