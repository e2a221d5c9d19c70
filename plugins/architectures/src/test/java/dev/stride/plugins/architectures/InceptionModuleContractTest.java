package dev.stride.plugins.architectures;

import dev.stride.spi.testkit.ArchitectureContract;

class InceptionModuleContractTest extends ArchitectureContract<InceptionModule.Parameters> {

    @Override
    protected InceptionModule module() {
        return new InceptionModule();
    }
}
