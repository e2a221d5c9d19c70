package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Transform;
import org.junit.jupiter.api.Test;

/** What holds for every augmentation. */
public abstract class AugmentationContract<P extends Record> extends ModuleContract<P> {

    private static final int DRAWS = 500;

    @Override
    protected abstract Augmentation<P> module();

    /** Images that it can change. */
    protected ImageShape images() {
        return new ImageShape(3, 32, 32);
    }

    @Test
    void itTakesTheImagesThatItSaysItTakes() {
        module().check(parameters(), images());
    }

    @Test
    void theSameStreamDrawsTheSame() {
        for (int i = 0; i < DRAWS; i++) {
            assertThat(words(draw(i))).isEqualTo(words(draw(i)));
        }
    }

    @Test
    void whatItDrawsIsFinite() {
        for (int i = 0; i < DRAWS; i++) {
            assertThat(words(draw(i))).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    private Transform draw(int i) {
        return module().draw(parameters(), images(), RandomStream.of(11).split(i));
    }

    private static String words(Transform transform) {
        return transform instanceof Transform.Colour colour
                ? java.util.Arrays.deepToString(colour.matrix()) + java.util.Arrays.toString(colour.offset())
                : transform.toString();
    }
}
