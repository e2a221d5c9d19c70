package dev.stride.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.spi.Image;
import dev.stride.spi.Transform;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns as pixels come out of them. The images are square, so that a quarter turn loses nothing. */
class TurnedPixelsTest {

    private static final float INTERPOLATED = 0.01f;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void aQuarterTurnIsATranspositionAndAMirror(int side) {
        assertThat(turned(side, 90))
                .containsExactly(pixels(side, (y, x) -> value(side, x, side - 1 - y)), within(INTERPOLATED));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 8})
    void halfATurnIsTwoMirrors(int side) {
        assertThat(turned(side, 180))
                .containsExactly(pixels(side, (y, x) -> value(side, side - 1 - y, side - 1 - x)), within(INTERPOLATED));
    }

    @Test
    void aTurnIsCounterClockwiseAsOneLooks() {
        // The upper right corner comes to the upper left.
        assertThat(turned(5, 90)[0]).isCloseTo(value(5, 0, 4), within(INTERPOLATED));
    }

    @Test
    void aFullTurnIsNothing() {
        assertThat(turned(7, 360)).containsExactly(pixels(7, (y, x) -> value(7, y, x)), within(INTERPOLATED));
    }

    private static float[] turned(int side, double degrees) {
        double cos = StrictMath.cos(Math.toRadians(degrees));
        double sin = StrictMath.sin(Math.toRadians(degrees));
        var map = new Transform.Geometric(cos, -sin, 0, sin, cos, 0);
        byte[] image = new byte[side * side];
        for (int i = 0; i < image.length; i++) {
            image[i] = (byte) value(side, i / side, i % side);
        }
        var shape = new ImageShape(1, side, side);
        return new Sampler(shape).sample(new Image(shape, image, 0), Composition.IDENTITY.then(map));
    }

    private static float[] pixels(int side, IntBinaryOperator values) {
        float[] pixels = new float[side * side];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = values.applyAsInt(i / side, i % side);
        }
        return pixels;
    }

    /** A pixel of its own at every place. */
    private static int value(int side, int row, int column) {
        return 3 * (row * side + column);
    }
}
