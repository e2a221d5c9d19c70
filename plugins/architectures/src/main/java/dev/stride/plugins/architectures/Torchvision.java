package dev.stride.plugins.architectures;

import dev.stride.model.ImageShape;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.PublishedNet;
import java.util.List;
import java.util.Map;

/** The nets of torchvision, and how their weights expect images: of 224x224 pixels, in 1000 classes. */
final class Torchvision {

    private static final String NAME = "torchvision";
    private static final ImageShape IMAGES = new ImageShape(3, 224, 224);
    private static final int CLASSES = 1000;
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> DEVIATION = List.of(0.229, 0.224, 0.225);

    private Torchvision() {}

    /** A net whose pixels are normalised by the statistics of ImageNet. */
    static <P extends Record> Map<String, PublishedNet<P>> net(P parameters, Map<String, String> names) {
        return net(parameters, MEAN, DEVIATION, names);
    }

    /**
     * A net whose weights came from elsewhere and see pixels from -1 to 1: torchvision's {@code transform_input}, which
     * undoes the usual normalisation and does this one.
     */
    static <P extends Record> Map<String, PublishedNet<P>> netOfHalves(P parameters, Map<String, String> names) {
        List<Double> half = List.of(0.5, 0.5, 0.5);
        return net(parameters, half, half, names);
    }

    private static <P extends Record> Map<String, PublishedNet<P>> net(
            P parameters, List<Double> mean, List<Double> deviation, Map<String, String> names) {
        return Map.of(NAME, new PublishedNet<>(parameters, new NetworkInput(IMAGES, CLASSES, mean, deviation), names));
    }
}
