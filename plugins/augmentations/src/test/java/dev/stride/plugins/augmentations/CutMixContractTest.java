package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class CutMixContractTest extends AugmentationContract<CutMix.Parameters> {

    @Override
    protected CutMix module() {
        return new CutMix();
    }
}
