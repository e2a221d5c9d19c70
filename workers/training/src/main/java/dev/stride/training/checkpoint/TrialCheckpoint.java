package dev.stride.training.checkpoint;

import dev.stride.artifacts.ArtifactContent;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.TensorContent;
import dev.stride.bus.NetworkMetadata;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of a trial after an epoch, as a safetensors file. It holds nothing that differs between two equal runs: no
 * time, no name of a trial, no path; so equal runs have equal hashes. Randomness needs no state of its own: all of it
 * derives from the seed and the epoch.
 *
 * @param epoch how many epochs are behind it
 * @param network that was trained; the file carries it, so that weights can be held against another net by layers
 * @param dataHash of the data that it was trained on
 * @param seed of the trial
 */
public record TrialCheckpoint(
        int epoch, Network network, String dataHash, long seed, List<? extends TensorContent> tensors) {

    public TrialCheckpoint {
        tensors = List.copyOf(tensors);
    }

    /** The file's content, whose numbers are asked for one tensor after the other. */
    public ArtifactContent content() {
        var metadata = new TreeMap<String, String>();
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("network", network.hash());
        metadata.put(NetworkMetadata.KEY, NetworkMetadata.write(network));
        metadata.put("data", dataHash);
        metadata.put("seed", Long.toString(seed));
        return Safetensors.content(metadata, tensors);
    }

    /**
     * The state to go on from, by the tensors' names; numbers are read when they are asked for.
     *
     * @throws PlatformException with {@code CORRUPT} where it belongs to another net, data set, seed or epoch
     */
    public static Map<String, TensorContent> resume(
            Path file, int epoch, String networkHash, String dataHash, long seed) {
        Map<String, String> content = Safetensors.metadata(file);
        check(content, "epoch", Integer.toString(epoch));
        check(content, "network", networkHash);
        check(content, "data", dataHash);
        check(content, "seed", Long.toString(seed));
        return Safetensors.stored(file);
    }

    /** All tensors of a file by name, whatever they were trained on; numbers are read when they are asked for. */
    public static Map<String, TensorContent> weights(Path file) {
        return Safetensors.stored(file);
    }

    /** The net that a file's weights were trained in; empty for a file from elsewhere. */
    public static Optional<Network> network(Path file) {
        return NetworkMetadata.read(Safetensors.metadata(file));
    }

    private static void check(Map<String, String> content, String name, String expected) {
        String found = content.get(name);
        if (!expected.equals(found)) {
            throw new PlatformException(
                    ErrorCode.CORRUPT,
                    "the checkpoint has the " + name + " " + found + ", where " + expected + " is expected",
                    "start the trial anew");
        }
    }
}
