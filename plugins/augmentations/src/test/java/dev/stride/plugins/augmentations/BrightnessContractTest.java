package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class BrightnessContractTest extends AugmentationContract<Brightness.Parameters> {

    @Override
    protected Brightness module() {
        return new Brightness();
    }
}
