package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class RandomCropContractTest extends AugmentationContract<RandomCrop.Parameters> {

    @Override
    protected RandomCrop module() {
        return new RandomCrop();
    }
}
