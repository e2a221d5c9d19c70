package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class BottleneckContractTest extends ArchitectureContract<Bottleneck.Parameters> {

    @Override
    protected Bottleneck module() {
        return new Bottleneck();
    }
}
