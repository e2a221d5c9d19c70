package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class AlexNetContractTest extends ArchitectureContract<AlexNet.Parameters> {

    @Override
    protected AlexNet module() {
        return new AlexNet();
    }
}
