package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeptImagesTest {

    /** Image n has n + 1 bytes. */
    private static Image image(int number) {
        return new Image(new ImageShape(1, 1, number + 1), new byte[number + 1], 0);
    }

    @Property(tries = 200)
    void neverMoreThanTheBytesAreKeptAndThoseAreReadOnce(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> asked,
            @ForAll @IntRange(min = 0, max = 60) int bytes) {
        var kept = new KeptImages(10, bytes);
        asked.forEach(number -> assertThat(
                        kept.at(number, KeptImagesTest::image).shape().width())
                .isEqualTo(number + 1));
        var read = new AtomicInteger();
        int held = 0;
        for (int number = 0; number < 10; number++) {
            int before = read.get();
            kept.at(number, n -> {
                read.incrementAndGet();
                return image(n);
            });
            // One that is read now may be kept now; those before are what was kept.
            if (read.get() == before) {
                held += number + 1;
            }
        }
        assertThat(held).isLessThanOrEqualTo(bytes);
    }

    @Test
    void whatDoesNotFitLeavesRoomForWhatDoes() {
        var kept = new KeptImages(10, 3);
        kept.at(7, KeptImagesTest::image);
        Image small = kept.at(2, KeptImagesTest::image);
        assertThat(kept.at(2, KeptImagesTest::image)).isSameAs(small);
    }

    @Test
    void threadsThatReadTheSameImageCountItOnce() {
        var kept = new KeptImages(10, 10);
        IntStream.range(0, 400).parallel().forEach(i -> kept.at(i % 4, KeptImagesTest::image));
        for (int number = 0; number < 4; number++) {
            Image image = kept.at(number, KeptImagesTest::image);
            assertThat(kept.at(number, KeptImagesTest::image)).isSameAs(image);
        }
    }
}
