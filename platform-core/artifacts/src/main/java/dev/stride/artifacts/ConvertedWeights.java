package dev.stride.artifacts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors of a {@link WeightFile}, under names that may be others, as safetensors of 32-bit floats: equal to what {@link
 * Safetensors#write} gives, and never in memory as a whole.
 */
public final class ConvertedWeights implements ArtifactContent {

    private final WeightFile file;
    private final SortedMap<String, String> metadata;
    private final SortedMap<String, Source> sources = new TreeMap<>();

    /**
     * Where a tensor comes from.
     *
     * @param name that it gets
     * @param origin its name in the file
     * @param subtracted the name in the file of a tensor of the same shape that is subtracted from it
     */
    public record Source(String name, String origin, Optional<String> subtracted) {}

    private ConvertedWeights(WeightFile file, SortedMap<String, String> metadata, List<Source> sources) {
        this.file = file;
        this.metadata = new TreeMap<>(metadata);
        sources.forEach(source -> this.sources.put(source.name(), source));
    }

    /** All tensors and texts of a file. */
    public static ConvertedWeights of(WeightFile file) {
        return new ConvertedWeights(
                file,
                file.metadata(),
                file.shapes().keySet().stream()
                        .map(name -> new Source(name, name, Optional.empty()))
                        .toList());
    }

    /**
     * Some tensors of a file, with other texts.
     *
     * @param sources whose origins the file has, each of a name of its own
     */
    public static ConvertedWeights of(WeightFile file, SortedMap<String, String> metadata, List<Source> sources) {
        return new ConvertedWeights(file, metadata, sources);
    }

    /** The texts by name. */
    public SortedMap<String, String> metadata() {
        return new TreeMap<>(metadata);
    }

    /** The shapes of the tensors by the names that they get. */
    public SortedMap<String, List<Integer>> shapes() {
        var shapes = new TreeMap<String, List<Integer>>();
        sources.forEach(
                (name, source) -> shapes.put(name, file.stored(source.origin()).shape()));
        return shapes;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(Safetensors.header(metadata, shapes()));
        for (Source source : sources.values()) {
            if (source.subtracted().isPresent()) {
                Tensor tensor = file.tensor(source.origin());
                out.write(bytes(tensor.minus(file.tensor(source.subtracted().get()))));
            } else {
                for (StoredTensor piece : file.stored(source.origin()).pieces()) {
                    out.write(bytes(file.read(piece)));
                }
            }
        }
    }

    private static byte[] bytes(Tensor tensor) {
        float[] values = tensor.values();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
