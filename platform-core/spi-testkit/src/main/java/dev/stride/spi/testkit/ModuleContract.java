package dev.stride.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ParameterValue;
import dev.stride.spi.Module;
import dev.stride.spi.ParameterField;
import dev.stride.spi.ParameterRecord;
import org.junit.jupiter.api.Test;

/**
 * What holds for every module.
 *
 * @param <P> the record of its parameters
 */
public abstract class ModuleContract<P extends Record> {

    /** The module under test. */
    protected abstract Module<P> module();

    /** Parameters to test with; the defaults, unless some must be given. */
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.NONE;
    }

    /** The parameters to test with, bound. */
    protected final P parameters() {
        return ParameterRecord.of(module().parameters()).bind(given());
    }

    @Test
    void itsNameIsLowerCaseDigitsAndDashes() {
        assertThat(module().name()).matches("[a-z0-9][a-z0-9.-]{0,63}");
    }

    @Test
    void itSaysWhatItIsInOneSentence() {
        assertThat(module().summary()).isNotBlank().doesNotContain("\n").hasSizeLessThan(120);
    }

    @Test
    void itsParametersAreDeclaredAsFilesHaveThem() {
        for (ParameterField field : ParameterRecord.of(module().parameters()).fields()) {
            assertThat(field.name()).matches("[a-z0-9][a-z0-9-]*");
            assertThat(field.about()).isNotBlank();
        }
    }

    @Test
    void itsParametersComeBackAsTheyWereWritten() {
        ParameterRecord<P> record = ParameterRecord.of(module().parameters());
        P parameters = parameters();
        assertThat(record.bind(record.write(parameters))).isEqualTo(parameters);
    }
}
