package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class LocalWarpContractTest extends AugmentationContract<LocalWarp.Parameters> {

    @Override
    protected LocalWarp module() {
        return new LocalWarp();
    }
}
