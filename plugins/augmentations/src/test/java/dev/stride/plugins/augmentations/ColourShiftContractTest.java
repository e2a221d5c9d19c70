package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class ColourShiftContractTest extends AugmentationContract<ColourShift.Parameters> {

    @Override
    protected ColourShift module() {
        return new ColourShift();
    }
}
