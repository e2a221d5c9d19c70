package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class RotationContractTest extends AugmentationContract<Rotation.Parameters> {

    @Override
    protected Rotation module() {
        return new Rotation();
    }
}
