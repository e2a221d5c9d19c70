package dev.stride.engine.validation;

import dev.stride.artifacts.ConvertedWeights;
import dev.stride.artifacts.WeightFile;
import dev.stride.bus.NetworkMetadata;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.ForeignNames;
import dev.stride.network.Network;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file of weights that a user named, and the safetensors that it becomes when it is taken in. Blocks. */
final class SourceFile {

    /** A tensor whose numbers lie in another order is in memory as a whole while it is converted; others are in pieces. */
    private static final long LARGEST = Runtime.getRuntime().maxMemory() / 4;

    private static final long MIB = 1L << 20;

    private final WeightFile weights;

    private SourceFile(WeightFile weights) {
        this.weights = weights;
    }

    /**
     * Looks into a file.
     *
     * @throws PlatformException with {@code NOT_FOUND} or {@code INVALID_REQUEST} where there is none, with
     *     {@code DATA_INVALID} or {@code TOO_LARGE} for one that holds no weights or too many
     */
    static SourceFile open(String text) {
        Path file = path(text, "file", "/folder/net.safetensors");
        if (!Files.isRegularFile(file)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "there is no file '" + text + "'", "check the path on the coordinator");
        }
        WeightFile weights = WeightFile.open(file);
        if (weights.bytesAtOnce() > LARGEST) {
            throw new PlatformException(
                    ErrorCode.TOO_LARGE,
                    "the file '" + text + "' has a tensor that takes " + weights.bytesAtOnce() / MIB
                            + " MiB while it is turned around; at most " + LARGEST / MIB + " are there",
                    "save its tensors with .contiguous(), or give the coordinator more memory by STRIDE_JAVA_OPTIONS=-Xmx4g");
        }
        NetworkMetadata.read(weights.metadata());
        return new SourceFile(weights);
    }

    /** @param option of the source that gives it */
    static Path path(String text, String option, String example) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "the source's '" + option + "' is no path", "write it as " + example, e);
        }
    }

    /** The shapes of its tensors by the names that they have in it. */
    SortedMap<String, List<Integer>> shapes() {
        return weights.shapes();
    }

    /** Whether it says of which net its weights are, as checkpoints of the platform do. */
    boolean tellsItsNet() {
        return weights.metadata().containsKey(NetworkMetadata.KEY);
    }

    /** Its tensors as they are named in it. */
    ConvertedWeights asItIs() {
        return ConvertedWeights.of(weights);
    }

    /**
     * Its tensors as they are named here.
     *
     * @param network that they are the weights of, where that is known for sure
     */
    ConvertedWeights renamed(ForeignNames.Origins origins, Optional<Network> network) {
        var metadata = new TreeMap<String, String>();
        network.ifPresent(net -> metadata.put(NetworkMetadata.KEY, NetworkMetadata.write(net)));
        return ConvertedWeights.of(
                weights,
                metadata,
                origins.tensors().stream()
                        .map(o -> new ConvertedWeights.Source(o.tensor().name(), o.origin(), o.subtracted()))
                        .toList());
    }
}
