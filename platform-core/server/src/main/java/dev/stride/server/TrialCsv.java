package dev.stride.server;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlainText;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredTrial;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All trials of an experiment as CSV, a row each; what is not known is empty. */
final class TrialCsv implements LongAnswer.Parts {

    private static final int AT_A_TIME = 200;
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

    private final TrialPages pages;
    private boolean isBegun;

    TrialCsv(ExperimentId experiment) {
        this.pages = new TrialPages(experiment, 0, Integer.MAX_VALUE, AT_A_TIME);
    }

    @Override
    public Optional<String> next(ExperimentStore store) {
        List<StoredTrial> page = pages.next(store);
        if (isBegun && page.isEmpty()) {
            return Optional.empty();
        }
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            if (!isBegun) {
                isBegun = true;
                csv.writeRecord(COLUMNS);
            }
            page.forEach(t -> csv.writeRecord(row(t)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(text.toString());
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
