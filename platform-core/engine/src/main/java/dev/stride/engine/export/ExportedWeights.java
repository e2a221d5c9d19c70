package dev.stride.engine.export;

import dev.stride.artifacts.ArtifactContent;
import dev.stride.artifacts.Safetensors;
import dev.stride.artifacts.TensorContent;
import dev.stride.bus.NetworkMetadata;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left of a checkpoint once training ends: the weights and statistics of the exported net, without auxiliary heads
 * and what feeds them alone, and without what the optimizer remembers. The main head's logits are the same to the bit,
 * since what computes them is. A safetensors file that carries the exported net, so it can be a source of other trials.
 */
public final class ExportedWeights {

    private ExportedWeights() {}

    /**
     * The file's content, whose numbers are read from the checkpoint when they are written.
     *
     * @throws PlatformException with {@code CORRUPT} where the checkpoint does not carry its net, or lacks a tensor of it
     */
    public static ArtifactContent of(Path checkpoint) {
        Network network = NetworkMetadata.read(Safetensors.metadata(checkpoint))
                .orElseThrow(() -> corrupt("does not carry its net"))
                .exported();
        SortedMap<String, TensorContent> stored = Safetensors.stored(checkpoint);
        List<TensorContent> kept = new ArrayList<>();
        for (TensorDeclaration declared : network.tensors()) {
            TensorContent tensor = stored.get(declared.name());
            if (tensor == null || !tensor.shape().equals(declared.shape())) {
                throw corrupt("has no tensor '" + declared.name() + "' of the shape " + declared.shape());
            }
            kept.add(tensor);
        }
        return Safetensors.content(metadata(network), kept);
    }

    private static Map<String, String> metadata(Network network) {
        var metadata = new TreeMap<String, String>();
        metadata.put("network", network.hash());
        metadata.put(NetworkMetadata.KEY, NetworkMetadata.write(network));
        return metadata;
    }

    private static PlatformException corrupt(String what) {
        return new PlatformException(ErrorCode.CORRUPT, "the checkpoint " + what, "train the trial again");
    }
}
