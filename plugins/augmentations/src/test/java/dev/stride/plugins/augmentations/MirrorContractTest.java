package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class MirrorContractTest extends AugmentationContract<Mirror.Parameters> {

    @Override
    protected Mirror module() {
        return new Mirror();
    }
}
