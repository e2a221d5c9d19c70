package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class ScalingContractTest extends AugmentationContract<Scaling.Parameters> {

    @Override
    protected Scaling module() {
        return new Scaling();
    }
}
