package dev.stride.plugins.augmentations;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.util.List;

/** The classic augmentations. */
public final class AugmentationsPlugin implements Plugin {

    @Override
    public String name() {
        return "augmentations";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(
                new Mirror(),
                new RandomCrop(),
                new Translation(),
                new Scaling(),
                new Rotation(),
                new Shear(),
                new LocalWarp(),
                new ColourShift(),
                new PcaColour(),
                new Brightness(),
                new Contrast(),
                new Saturation(),
                new Cutout(),
                new Mixup(),
                new CutMix());
    }
}
