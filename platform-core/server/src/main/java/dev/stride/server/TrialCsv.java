package dev.stride.server;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.stride.model.PlainText;
import dev.stride.store.StoredTrial;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;

/** Trials as CSV, a row each; what is not known is empty. */
final class TrialCsv {

    private static final String[] COLUMNS = {
        "trial",
        "state",
        "label",
        "configuration",
        "attempt",
        "epochs",
        "objective",
        "test_accuracy",
        "test_loss",
        "parameters",
        "multiplies",
        "seconds"
    };

    private TrialCsv() {}

    static String write(List<StoredTrial> trials) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            trials.forEach(t -> csv.writeRecord(row(t)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> row(StoredTrial t) {
        return List.of(
                Integer.toString(t.id().number()),
                t.state().word(),
                PlainText.escaped(t.label()),
                Json.write(Json.parsed(t.configuration())),
                Integer.toString(t.attempt()),
                Integer.toString(t.epochsDone()),
                number(t.objective()),
                number(t.testAccuracy()),
                number(t.testLoss()),
                Long.toString(t.parameters()),
                Long.toString(t.multiplies()),
                Double.toString(t.seconds()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
