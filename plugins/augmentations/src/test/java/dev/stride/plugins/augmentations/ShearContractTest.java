package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class ShearContractTest extends AugmentationContract<Shear.Parameters> {

    @Override
    protected Shear module() {
        return new Shear();
    }
}
