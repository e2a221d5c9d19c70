package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ImageSetTest {

    private static final ImageShape SHAPE = new ImageShape(1, 1, 2);
    private static final ImageSet SET =
            new ImageSet.InMemory(SHAPE, new byte[] {1, 2, 3, 4, 1, 2}, new int[] {0, 1, 0});

    @Test
    void pixelsThatAreNotAsManyAsTheLabelsAreRefused() {
        assertThatThrownBy(() -> new ImageSet.InMemory(SHAPE, new byte[3], new int[2]))
                .hasMessageContaining("4 bytes, not 3");
    }

    @Test
    void anImageIsThePartOfThePixelsAtItsIndex() {
        Image second = SET.image(1);
        assertThat(second.from()).isEqualTo(2);
        assertThat(second.pixels()[second.from()]).isEqualTo((byte) 3);
        assertThat(SET.count()).isEqualTo(3);
        assertThatThrownBy(() -> SET.image(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalPixelsOfOneShapeHaveOneDigestWhereverTheyLie() {
        assertThat(SET.sha256(2)).isEqualTo(SET.sha256(0)).isNotEqualTo(SET.sha256(1));
        assertThat(new Image(new ImageShape(1, 2, 1), new byte[] {1, 2}, 0).sha256())
                .isNotEqualTo(SET.sha256(0));
    }

    /** Checkpoints and results name data by its content: the digest must not change between releases. */
    @Test
    void theDigestIsOfTheShapeALineEndAndThePixels() {
        assertThat(HexFormat.of().formatHex(SET.sha256(0)))
                .isEqualTo("374e19e9d9d96f781a2b04d85e9d826f4201bd0ef858a8920c7be889bb11d143");
    }
}
