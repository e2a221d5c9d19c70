package dev.stride.engine.validation;

import dev.stride.bus.Wire;
import dev.stride.model.ErrorCode;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.spi.About;
import dev.stride.spi.Default;
import dev.stride.spi.ParameterRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A user's file of names: JSON with {@code names}, of a file's modules to layers or of its tensors to tensors, and where it
 * is known {@code input}, how its net expects pixels.
 *
 * @param input empty where nothing is said
 */
record NamesFile(Map<String, String> names, Optional<Pixels> input) {

    private static final long LARGEST = 1 << 20;
    private static final String NAMES = "names";
    private static final String EXAMPLE = "write it as {\"names\": {\"features.0\": \"conv1\"}, \"input\": {\"mean\":"
            + " [0.485, 0.456, 0.406], \"deviation\": [0.229, 0.224, 0.225]}}";

    /** All but the names, which are whatever a file has. */
    record Form(@About("How pixels are expected") Optional<Pixels> input) {}

    /** How pixels are expected: a pixel v from 0 to 255 as (v * scale - mean) / deviation, by channel. */
    record Pixels(
            @About("The order of the channels: grey, rgb or bgr") @Default("rgb")
            Layer.ChannelOrder order,

            @About("What pixels from 0 to 255 are multiplied by") @Default("0.00392156862745098")
            double scale,

            @About("What is subtracted then, one number a channel in this order")
            List<Double> mean,

            @About("What is divided by then, one number a channel in this order")
            List<Double> deviation) {

        /** The same net, whose images enter so. */
        Network into(Network network) {
            return network.withInput(new Layer.Input(network.input().shape(), order, scale, mean, deviation));
        }
    }

    /** @throws PlatformException with {@code DATA_INVALID} that says what is wrong with it */
    static NamesFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw invalid(file, "has more than 1 MiB");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return of(Wire.read(text, ParameterValue.Fields.class, "the file of names"), file);
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DATA_INVALID, "the file of names '" + file + "' cannot be read", "check its rights", e);
        } catch (PlatformException e) {
            if (e.code() == ErrorCode.DATA_INVALID) {
                throw e;
            }
            throw invalid(file, "is wrong: " + e.problems().get(0).message());
        }
    }

    private static NamesFile of(ParameterValue.Fields fields, Path file) {
        var others = new TreeMap<>(fields.values());
        if (!(others.remove(NAMES) instanceof ParameterValue.Fields names)) {
            throw invalid(file, "has no 'names'");
        }
        var texts = new TreeMap<String, String>();
        names.values().forEach((theirs, ours) -> {
            if (!(ours instanceof ParameterValue.Text text)) {
                throw invalid(file, "names '" + theirs + "' by no text");
            }
            texts.put(theirs, text.value());
        });
        Form form = ParameterRecord.of(Form.class).bind(ParameterValue.Fields.of(others));
        return new NamesFile(texts, form.input());
    }

    private static PlatformException invalid(Path file, String what) {
        return new PlatformException(
                ErrorCode.DATA_INVALID, List.of(new Problem("", "the file of names '" + file + "' " + what, EXAMPLE)));
    }
}
