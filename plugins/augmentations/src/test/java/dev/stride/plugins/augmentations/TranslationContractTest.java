package dev.stride.plugins.augmentations;

import dev.stride.spi.testkit.AugmentationContract;

class TranslationContractTest extends AugmentationContract<Translation.Parameters> {

    @Override
    protected Translation module() {
        return new Translation();
    }
}
