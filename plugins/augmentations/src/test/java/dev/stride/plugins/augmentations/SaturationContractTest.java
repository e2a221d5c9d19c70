package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class SaturationContractTest extends AugmentationContract<Saturation.Parameters> {

    @Override
    protected Saturation module() {
        return new Saturation();
    }
}
