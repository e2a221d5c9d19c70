package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class LeNet5ContractTest extends ArchitectureContract<LeNet5.Parameters> {

    @Override
    protected LeNet5 module() {
        return new LeNet5();
    }
}
