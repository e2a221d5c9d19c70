package dev.stride.engine.validation;

import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.WeightFile;
import dev.stride.bus.NetworkMetadata;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.ForeignNames;
import dev.stride.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A file of weights that a user named, and the safetensors that it becomes when it is taken in. Blocks. */
final class SourceFile {

    /** Weights are in memory as a whole while they are taken in, twice where they are converted. */
    private static final long LARGEST = Runtime.getRuntime().maxMemory() / 4;

    private static final long MIB = 1L << 20;

    private final String text;
    private final Path file;
    private final WeightFile weights;

    private SourceFile(String text, Path file, WeightFile weights) {
        this.text = text;
        this.file = file;
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
        try {
            checkSize(text, Files.size(file));
        } catch (IOException e) {
            throw unreadable(text, e);
        }
        WeightFile weights = WeightFile.open(file);
        checkSize(text, weights.bytes());
        NetworkMetadata.read(weights.metadata());
        return new SourceFile(text, file, weights);
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

    private static void checkSize(String text, long bytes) {
        if (bytes > LARGEST) {
            throw new PlatformException(
                    ErrorCode.TOO_LARGE,
                    "the file '" + text + "' has weights of " + bytes / MIB + " MiB; at most " + LARGEST / MIB
                            + " are taken in",
                    "give a smaller file, or the coordinator more memory");
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

    /** Its tensors as they are named in it; a file that is safetensors already stays as it is. */
    byte[] asItIs() {
        if (!weights.isPlain()) {
            return new Safetensors(
                            weights.metadata(), List.copyOf(weights.tensors().values()))
                    .write();
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(text, e);
        }
    }

    /**
     * Its tensors as they are named here.
     *
     * @param network that they are the weights of, where that is known for sure
     */
    byte[] renamed(ForeignNames.Origins origins, Optional<Network> network) {
        Map<String, Tensor> found = weights.tensors();
        List<Tensor> tensors =
                origins.tensors().stream().map(origin -> tensor(origin, found)).toList();
        var metadata = new TreeMap<String, String>();
        network.ifPresent(net -> metadata.put(NetworkMetadata.KEY, NetworkMetadata.write(net)));
        return new Safetensors(metadata, tensors).write();
    }

    private static Tensor tensor(ForeignNames.Origin origin, Map<String, Tensor> found) {
        Tensor tensor = Objects.requireNonNull(found.get(origin.origin()))
                .named(origin.tensor().name());
        return origin.subtracted().map(found::get).map(tensor::minus).orElse(tensor);
    }

    private static PlatformException unreadable(String text, IOException e) {
        return new PlatformException(
                ErrorCode.DATA_INVALID, "the file '" + text + "' cannot be read", "check its rights", e);
    }
}
