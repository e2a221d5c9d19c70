package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class MixupContractTest extends AugmentationContract<Mixup.Parameters> {

    @Override
    protected Mixup module() {
        return new Mixup();
    }
}
