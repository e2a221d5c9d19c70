package dev.stride.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialPlan;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text of another form is named, with the place in it and what is wrong there, without a word of Jackson's. */
class WireFailureTest {

    private static final String WHAT = "event 7 of experiment 01arz3ndektsv4rrffq69g5fav";
    private static final Map<String, Class<?>> TYPES =
            Map.of("event", AttemptEvent.class, "assign", Assign.class, "plan", TrialPlan.class);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event|``|is no attempt event: it is empty",
                "event|null|is no attempt event: it is null",
                "event|{\"type\":|is no attempt event: it ends too early",
                "event|{\"type\":\"hovering\"}|is no attempt event: the type 'hovering' is not known",
                "event|{\"slot\":1}|is no attempt event: its 'type' is missing",
                "event|{\"type\":\"started\"}|is no attempt event, at slot: it is missing",
                "event|{\"type\":\"started\",\"slot\":null}|is no attempt event, at slot: expected",
                "event|{\"type\":\"started\",\"slot\":\"x\"}|is no attempt event, at slot: 'x' is no int",
                "event|{\"type\":\"started\",\"slot\":1} 2|is no attempt event",
                "event|{\"type\":\"started\",\"type\":\"cancelled\"}|is no attempt event: Duplicate field 'type'",
                "event|{\"type\":\"failed\",\"code\":\"SAD\",\"message\":\"\"}|is no attempt event, at code: 'SAD' is no error code",
                "event|{\"type\":\"failed\",\"code\":\"DEFECT\",\"message\":null}|is no attempt event, at message: it is missing",
                "event|{\"type\":\"failed\",\"code\":\"DEFECT\"}|is no attempt event, at message: it is missing",
                "event|{\"type\":\"finished\",\"metrics\":{\"TASTE\":1}}|at metrics: 'TASTE' is no metric",
                "event|[|is no attempt event",
                "assign|{\"attempt\":{\"trial\":\"x\",\"number\":1}}|at attempt.trial: 'x' is no trial id; one reads <experiment>-<number>",
                "plan|{\"data\":1}|is no trial plan, at data: expected a data selection",
                "plan|nonsense|is no trial plan: Unrecognized token 'nonsense'"
            })
    void saysWhatWhereAndWhy(String type, String text, String message) {
        assertThatThrownBy(() -> Wire.read(text, TYPES.get(type), WHAT))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
                .hasMessageStartingWith(WHAT)
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("com.fasterxml", "dev.stride", "Source", "\n", "reference chain", "java.");
    }
}
