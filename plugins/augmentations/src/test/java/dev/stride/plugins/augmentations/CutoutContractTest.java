package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class CutoutContractTest extends AugmentationContract<Cutout.Parameters> {

    @Override
    protected Cutout module() {
        return new Cutout();
    }
}
