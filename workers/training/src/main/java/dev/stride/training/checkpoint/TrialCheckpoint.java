package dev.stride.training.checkpoint;

import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.Tensor;
import dev.stride.bus.NetworkMetadata;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
public record TrialCheckpoint(int epoch, Network network, String dataHash, long seed, List<Tensor> tensors) {

    public TrialCheckpoint {
        tensors = List.copyOf(tensors);
    }

    public byte[] write() {
        var metadata = new TreeMap<String, String>();
        metadata.put("epoch", Integer.toString(epoch));
        metadata.put("network", network.hash());
        metadata.put(NetworkMetadata.KEY, NetworkMetadata.write(network));
        metadata.put("data", dataHash);
        metadata.put("seed", Long.toString(seed));
        return new Safetensors(metadata, tensors).write();
    }

    /**
     * Reads the state to go on from.
     *
     * @throws PlatformException with {@code CORRUPT} where it belongs to another net, data set, seed or epoch
     */
    public static Map<String, Tensor> resume(Path file, int epoch, String networkHash, String dataHash, long seed) {
        Safetensors content = Safetensors.read(file);
        check(content, "epoch", Integer.toString(epoch));
        check(content, "network", networkHash);
        check(content, "data", dataHash);
        check(content, "seed", Long.toString(seed));
        return byName(content);
    }

    /** All tensors of a file by name, whatever they were trained on. */
    public static Map<String, Tensor> weights(Path file) {
        return byName(Safetensors.read(file));
    }

    /** The net that a file's weights were trained in; empty for a file from elsewhere. */
    public static Optional<Network> network(Path file) {
        return NetworkMetadata.read(Safetensors.metadata(file));
    }

    private static Map<String, Tensor> byName(Safetensors content) {
        return content.tensors().stream().collect(Collectors.toMap(Tensor::name, t -> t));
    }

    private static void check(Safetensors content, String name, String expected) {
        String found = content.metadata().get(name);
        if (!expected.equals(found)) {
            throw new PlatformException(
                    ErrorCode.CORRUPT,
                    "the checkpoint has the " + name + " " + found + ", where " + expected + " is expected",
                    "start the trial anew");
        }
    }
}
