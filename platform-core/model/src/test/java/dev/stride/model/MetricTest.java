package dev.stride.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    @Property
    void wordAndNameLeadBackToTheMetric(
            @ForAll Quantity quantity,
            @ForAll
                    @StringLength(max = 100)
                    @CharRange(from = 'a', to = 'z')
                    @CharRange(from = '0', to = '9')
                    @Chars({'.', '_', '-'})
                    String part) {
        var metric = new Metric(quantity, part);
        assertThat(Metric.ofWord(metric.word())).contains(metric);
        assertThat(Metric.ofName(metric.name())).isEqualTo(metric);
    }

    @Test
    void theWholeComesBeforeItsParts() {
        assertThat(new TreeSet<>(
                        List.of(Metric.TEST_LOSS, Metric.VALIDATION_ACCURACY.of("aux1"), Metric.VALIDATION_ACCURACY)))
                .containsExactly(Metric.VALIDATION_ACCURACY, Metric.VALIDATION_ACCURACY.of("aux1"), Metric.TEST_LOSS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "accuracy", "validation.accuracy[]", "validation.accuracy[a b]", "validation.accuracy]"})
    void otherWordsAreNoMetric(String word) {
        assertThat(Metric.ofWord(word)).isEmpty();
        assertThatThrownBy(() -> Metric.ofName(word)).isInstanceOf(IllegalArgumentException.class);
    }
}
