package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ChannelSumsTest {

    private static final ImageShape PAIR = new ImageShape(2, 1, 2);

    @Test
    void channelsThatVaryAgainstEachOtherHaveANegativeCovariance() {
        var sums = ChannelSums.of(new Image(PAIR, new byte[] {0, (byte) 255, (byte) 255, 0}, 0));
        assertThat(sums.mean(0)).isEqualTo(0.5);
        assertThat(sums.covariance(0, 0)).isEqualTo(0.25);
        assertThat(sums.covariance(0, 1)).isEqualTo(-0.25).isEqualTo(sums.covariance(1, 0));
    }

    /** Two images of two pixels are one of four. */
    @Property
    void imagesAddUpWhateverTheirOrder(@ForAll @Size(4) byte[] one, @ForAll @Size(4) byte[] other) {
        ChannelSums first = ChannelSums.of(new Image(PAIR, one, 0));
        ChannelSums second = ChannelSums.of(new Image(PAIR, other, 0));
        byte[] beside = {one[0], one[1], other[0], other[1], one[2], one[3], other[2], other[3]};
        ChannelSums whole = ChannelSums.of(new Image(new ImageShape(2, 2, 2), beside, 0));
        assertSame(first.plus(second), whole);
        assertSame(second.plus(first).plus(ChannelSums.none(2)), whole);
    }

    @Property
    void theyAreTheMomentsOfThePixels(@ForAll @Size(4) byte[] pixels) {
        ChannelSums sums = ChannelSums.of(new Image(PAIR, pixels, 0));
        double a = (pixels[0] & 0xFF) / 255.0;
        double b = (pixels[1] & 0xFF) / 255.0;
        double c = (pixels[2] & 0xFF) / 255.0;
        double d = (pixels[3] & 0xFF) / 255.0;
        assertThat(sums.mean(1)).isCloseTo((c + d) / 2, within(1e-12));
        assertThat(sums.covariance(0, 1)).isCloseTo((a - b) * (c - d) / 4, within(1e-12));
    }

    @Test
    void productsAreAsManyAsPairsOfChannels() {
        assertThatThrownBy(() -> new ChannelSums(1, new long[3], new long[3]))
                .hasMessageContaining("6 products, not 3");
    }

    private static void assertSame(ChannelSums sums, ChannelSums expected) {
        assertThat(sums.pixels()).isEqualTo(expected.pixels());
        assertThat(sums.values()).isEqualTo(expected.values());
        assertThat(sums.products()).isEqualTo(expected.products());
    }
}
