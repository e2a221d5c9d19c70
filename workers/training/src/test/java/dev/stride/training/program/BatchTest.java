package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import org.junit.jupiter.api.Test;

class BatchTest {

    @Test
    void imagesThatNoBufferHoldsAreRefusedWithTheirSize() {
        assertThatThrownBy(() -> new Batch(new ImageShape(3, 2000, 2000), 500, true))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("a batch of 500 images of 3x2000x2000 takes 24000000000 bytes");
    }
}
