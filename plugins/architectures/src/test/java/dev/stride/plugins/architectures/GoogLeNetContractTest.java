package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class GoogLeNetContractTest extends ArchitectureContract<GoogLeNet.Parameters> {

    @Override
    protected GoogLeNet module() {
        return new GoogLeNet();
    }
}
