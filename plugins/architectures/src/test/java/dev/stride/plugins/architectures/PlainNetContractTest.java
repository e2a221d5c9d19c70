package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class PlainNetContractTest extends ArchitectureContract<PlainNet.Parameters> {

    @Override
    protected PlainNet module() {
        return new PlainNet();
    }
}
