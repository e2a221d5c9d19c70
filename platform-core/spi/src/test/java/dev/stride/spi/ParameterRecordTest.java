package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterRecordTest {

    enum Colour {
        GREY,
        FULL_COLOUR
    }

    record Inner(@About("a number") @Default("1") int depth) {}

    record Sample(
            @About("how wide") @Default("0.5") @Range(min = 0, max = 1)
            double width,

            @About("how many") @Range(min = 1, max = 9) int filterCount,
            @About("which") @Default("full-colour") Colour colour,
            @About("whether") @Default("true") boolean bias,
            @About("where") Optional<String> place,
            @About("all of them") @Default("1, 2") List<Integer> depths,
            @About("more") Optional<Inner> inner) {

        public Sample {
            if (width == 0.25) {
                throw new IllegalArgumentException("a width of a quarter does not fit");
            }
        }
    }

    private static final ParameterRecord<Sample> SAMPLE = ParameterRecord.of(Sample.class);

    @Test
    void whatIsNotGivenHasItsDefault() {
        Sample sample = SAMPLE.bind(fields(Map.of("filter-count", ParameterValue.of(3))));
        assertThat(sample)
                .isEqualTo(new Sample(
                        0.5, 3, Colour.FULL_COLOUR, true, Optional.empty(), List.of(1, 2), Optional.empty()));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var sample =
                new Sample(0.75, 3, Colour.GREY, false, Optional.of("here"), List.of(7), Optional.of(new Inner(4)));
        assertThat(SAMPLE.bind(SAMPLE.write(sample))).isEqualTo(sample);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        Misfit misfit = catchThrowableOfType(
                Misfit.class,
                () -> SAMPLE.bind(fields(Map.of(
                        "width", ParameterValue.of(1.5),
                        "filtercount", ParameterValue.of(3),
                        "colour", ParameterValue.of("gray"),
                        "depths", new ParameterValue.Items(List.of(ParameterValue.of("x"))),
                        "inner", fields(Map.of("depth", ParameterValue.of("deep")))))));
        assertThat(misfit.problems())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("filtercount", "width", "filter-count", "colour", "depths", "inner.depth");
        assertThat(misfit.problems()).extracting(Problem::remedy).contains("did you mean 'filter-count'?");
        assertThat(misfit.problems())
                .extracting(Problem::message)
                .anySatisfy(m -> assertThat(m).contains("1.5").contains("0.0 to 1.0"));
    }

    @Test
    void aRecordMayRefuseACombination() {
        assertThatThrownBy(() -> SAMPLE.bind(
                        fields(Map.of("width", ParameterValue.of(0.25), "filter-count", ParameterValue.of(1)))))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("a width of a quarter does not fit");
    }

    @Test
    void aPresetGivesWayToWhatIsGiven() {
        var preset = fields(Map.of("width", ParameterValue.of(0.75), "filter-count", ParameterValue.of(3)));
        var given = fields(Map.of("width", ParameterValue.of(1.0)));
        assertThat(ParameterRecord.overlay(preset, given))
                .isEqualTo(fields(Map.of("width", ParameterValue.of(1.0), "filter-count", ParameterValue.of(3))));
    }

    @Test
    void aRecordThatIsNotMadeAsAskedIsADefect() {
        record WithoutAbout(int x) {}
        record DefaultOutOfRange(
                @About("?") @Default("7") @Range(max = 3) int x) {}
        record DefaultWithoutNumber(
                @About("?") @Default("seven") int x) {}
        record UnknownType(@About("?") Thread thread) {}
        assertThatThrownBy(() -> ParameterRecord.of(WithoutAbout.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ParameterRecord.of(UnknownType.class)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ParameterRecord.of(DefaultOutOfRange.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("an integer of at most 3, not '7'");
        assertThatThrownBy(() -> ParameterRecord.of(DefaultWithoutNumber.class))
                .isInstanceOf(IllegalStateException.class);
    }

    record Itself(@About("?") Optional<Itself> inner) {}

    record Other(@About("?") List<Around> around) {}

    record Around(@About("?") Optional<Other> other) {}

    @Test
    void whatNoFileCanGiveIsADefectAndNothingWorse() {
        record Nested(@About("?") Optional<List<String>> names) {}
        @SuppressWarnings("rawtypes")
        record Raw(@About("?") List names) {}
        record Wild(@About("?") List<? extends Number> numbers) {}
        for (Class<? extends Record> type : List.of(Nested.class, Raw.class, Wild.class, Itself.class, Around.class)) {
            assertThatThrownBy(() -> ParameterRecord.of(type))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no experiment file can give");
        }
    }

    private static ParameterValue.Fields fields(Map<String, ParameterValue> values) {
        return ParameterValue.Fields.of(values);
    }
}
