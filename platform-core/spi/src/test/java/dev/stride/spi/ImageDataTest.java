package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageDataTest {

    private static final List<String> CLASSES = List.of("cat", "dog");
    private static final ImageSet IMAGES = images(new ImageShape(1, 2, 2), 0, 1);

    @Test
    void whatBelongsTogetherIsTaken() {
        assertThat(new ImageData(CLASSES, IMAGES, IMAGES, List.of()).test()).isSameAs(IMAGES);
    }

    @Test
    void aLabelWithoutAClassIsRefusedInBothParts() {
        ImageSet above = images(IMAGES.shape(), 0, 2);
        ImageSet below = images(IMAGES.shape(), -1);
        assertThatThrownBy(() -> new ImageData(CLASSES, above, IMAGES, List.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("training image 1 has the label 2")
                .hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> new ImageData(CLASSES, IMAGES, below, List.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("test image 0 has the label -1");
    }

    @Test
    void testImagesOfAnotherShapeAreRefused() {
        ImageSet smaller = images(new ImageShape(1, 1, 2), 0, 1);
        assertThatThrownBy(() -> new ImageData(CLASSES, IMAGES, smaller, List.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("1x2x2")
                .hasMessageContaining("1x1x2");
    }

    @Test
    void anEmptyPartAndASingleClassAreRefused() {
        ImageSet none = images(IMAGES.shape());
        assertThatThrownBy(() -> new ImageData(CLASSES, none, IMAGES, List.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("no training images");
        assertThatThrownBy(() -> new ImageData(CLASSES, IMAGES, none, List.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("no test images");
        ImageSet alike = images(IMAGES.shape(), 0);
        assertThatThrownBy(() -> new ImageData(List.of("cat"), alike, alike, List.of()))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("[cat]");
    }

    private static ImageSet images(ImageShape shape, int... labels) {
        return new ImageSet.InMemory(shape, new byte[(int) shape.size() * labels.length], labels);
    }
}
