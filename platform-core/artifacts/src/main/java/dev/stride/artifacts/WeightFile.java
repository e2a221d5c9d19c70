package dev.stride.artifacts;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights in a file from anywhere: safetensors, or a state dict as PyTorch's {@code torch.save} writes it. What it is, its
 * bytes tell. Nothing in it is executed, and every length is held against the file's size before anything is allocated.
 * Numbers become 32-bit floats.
 */
public final class WeightFile {

    private static final int BEGINNING = 32;
    private static final int ZIP = 0x504b0304;

    private final Path file;
    private final SortedMap<String, String> metadata;
    private final SortedMap<String, StoredTensor> tensors = new TreeMap<>();

    private WeightFile(Path file, SortedMap<String, String> metadata, List<StoredTensor> tensors) {
        this.file = file;
        this.metadata = metadata;
        tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
    }

    /**
     * Reads what a file holds, but not its numbers.
     *
     * @throws PlatformException with {@code NOT_FOUND}, or {@code DATA_INVALID} that says what is wrong and what to do
     */
    public static WeightFile open(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return read(file, channel);
        } catch (NoSuchFileException e) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "there is no file '" + file + "'", "check the path", e);
        } catch (IOException e) {
            throw invalid(file, e);
        }
    }

    private static WeightFile read(Path file, FileChannel channel) throws IOException {
        ByteBuffer beginning = StoredZip.part(channel, 0, (int) Math.min(BEGINNING, channel.size()));
        byte[] bytes = beginning.array();
        if (bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt() == ZIP) {
            return new WeightFile(file, new TreeMap<>(), TorchStateDict.readZip(channel));
        } else if (TorchStateDict.isLegacy(bytes)) {
            return new WeightFile(file, new TreeMap<>(), TorchStateDict.readLegacy(channel));
        } else if (bytes.length > Long.BYTES && bytes[Long.BYTES] == '{') {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            return new WeightFile(file, header.metadata(), header.stored());
        }
        throw new WeightFormatException(
                "is neither a safetensors file nor a PyTorch state dict: it begins with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(Long.BYTES, bytes.length)),
                "give a .safetensors file, or one from torch.save(model.state_dict(), path)");
    }

    /** The texts of the file by name; a state dict has none. */
    public SortedMap<String, String> metadata() {
        return new TreeMap<>(metadata);
    }

    /** The shapes of all tensors by name. */
    public SortedMap<String, List<Integer>> shapes() {
        var shapes = new TreeMap<String, List<Integer>>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    /** How many bytes are in memory at most while they are converted, one after the other. */
    public long bytesAtOnce() {
        return tensors.values().stream()
                .flatMap(tensor -> tensor.pieces().stream())
                .mapToLong(StoredTensor::bytesToRead)
                .max()
                .orElse(0);
    }

    /**
     * Reads a tensor that it has.
     *
     * @throws PlatformException with {@code DATA_INVALID} where the file has changed since it was opened
     */
    public Tensor tensor(String name) {
        return read(stored(name));
    }

    StoredTensor stored(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the file '" + file + "' has no tensor '" + name + "'");
        }
        return tensor;
    }

    Tensor read(StoredTensor tensor) {
        try (FileChannel channel = FileChannel.open(file)) {
            return tensor.read(channel);
        } catch (IOException e) {
            throw invalid(file, e);
        }
    }

    private static PlatformException invalid(Path file, IOException e) {
        return e instanceof WeightFormatException format
                ? new PlatformException(
                        ErrorCode.DATA_INVALID, "the file '" + file + "' " + format.what(), format.remedy(), e)
                : new PlatformException(
                        ErrorCode.DATA_INVALID,
                        "the file '" + file + "' cannot be read: " + e.getMessage(),
                        "check the file and its rights",
                        e);
    }
}
