package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.spi.Augmentation;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.Transform;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every augmentation. */
public abstract class AugmentationContract<P extends Record> extends ModuleContract<P> {

    private static final int DRAWS = 500;

    /** A chance that many parameter records have: with none, nothing may change. */
    private static final String PROBABILITY = "probability";

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
            assertThat(numbers(draw(images(), i))).isEqualTo(numbers(draw(images(), i)));
        }
    }

    @Test
    void whatItDrawsIsFiniteAndFitsTheChannels() {
        for (ImageShape shape : shapes()) {
            for (int i = 0; i < DRAWS; i++) {
                Transform transform = draw(shape, i);
                assertThat(numbers(transform)).allMatch(Double::isFinite);
                if (transform instanceof Transform.Colour colour) {
                    assertThat(colour.offset()).hasSize(shape.channels());
                    assertThat(colour.matrix()).hasDimensions(shape.channels(), shape.channels());
                } else if (transform instanceof Transform.Erase box) {
                    assertThat(box.value()).hasSize(shape.channels());
                } else if (transform instanceof Transform.Mix mix) {
                    assertThat(mix.share()).isBetween(0.0, 1.0);
                    assertThat(module().mixes()).as("says that it mixes").isTrue();
                } else if (transform instanceof Transform.Warp warp) {
                    assertThat(warp.dx()).hasSize(warp.rows() * warp.columns());
                    assertThat(warp.dy()).hasSize(warp.rows() * warp.columns());
                }
            }
        }
    }

    @Test
    void withoutAnyProbabilityItChangesNothing() {
        ParameterRecord<P> record = ParameterRecord.of(module().parameters());
        if (!record.names().contains(PROBABILITY)) {
            return;
        }
        P never = record.bind(ParameterRecord.overlay(
                given(), ParameterValue.Fields.of(Map.of(PROBABILITY, ParameterValue.of(0.0)))));
        for (int i = 0; i < DRAWS; i++) {
            assertThat(module().draw(never, ImageStatistics.unknown(images()), stream(i)))
                    .isEqualTo(Transform.IDENTITY);
        }
    }

    /** Its own images, and grey and small ones where it takes them. */
    private List<ImageShape> shapes() {
        return Stream.of(images(), new ImageShape(1, 28, 28), new ImageShape(3, 9, 17))
                .filter(this::isTaken)
                .toList();
    }

    private boolean isTaken(ImageShape shape) {
        try {
            module().check(parameters(), shape);
            return true;
        } catch (Misfit refused) {
            return false;
        }
    }

    private Transform draw(ImageShape shape, int i) {
        return module().draw(parameters(), ImageStatistics.unknown(shape), stream(i));
    }

    private static RandomStream stream(int i) {
        return RandomStream.of(11).split(i);
    }

    private static List<Double> numbers(Transform transform) {
        return stream(transform).boxed().toList();
    }

    private static DoubleStream stream(Transform transform) {
        if (transform instanceof Transform.Colour colour) {
            return DoubleStream.concat(
                    Arrays.stream(colour.matrix()).flatMapToDouble(Arrays::stream), Arrays.stream(colour.offset()));
        } else if (transform instanceof Transform.Warp warp) {
            return DoubleStream.concat(Arrays.stream(warp.dx()), Arrays.stream(warp.dy()));
        } else if (transform instanceof Transform.Erase erased) {
            return DoubleStream.concat(stream(erased.box()), Arrays.stream(erased.value()));
        } else if (transform instanceof Transform.Mix mix) {
            return DoubleStream.concat(
                    DoubleStream.of(mix.share()),
                    mix.box().map(AugmentationContract::stream).orElse(DoubleStream.empty()));
        }
        return numbers((Transform.Geometric) transform);
    }

    private static DoubleStream stream(Transform.Box box) {
        return DoubleStream.of(box.top(), box.left(), box.bottom(), box.right());
    }

    private static DoubleStream numbers(Transform.Geometric map) {
        return DoubleStream.of(map.xx(), map.xy(), map.dx(), map.yx(), map.yy(), map.dy());
    }
}
