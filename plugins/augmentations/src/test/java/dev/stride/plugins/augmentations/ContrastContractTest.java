package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class ContrastContractTest extends AugmentationContract<Contrast.Parameters> {

    @Override
    protected Contrast module() {
        return new Contrast();
    }
}
