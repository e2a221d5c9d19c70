package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class PcaColourContractTest extends AugmentationContract<PcaColour.Parameters> {

    @Override
    protected PcaColour module() {
        return new PcaColour();
    }
}
