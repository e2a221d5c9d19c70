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
    private final boolean plain;
    private final SortedMap<String, String> metadata;
    private final List<StoredTensor> tensors;

    private WeightFile(Path file, boolean plain, SortedMap<String, String> metadata, List<StoredTensor> tensors) {
        this.file = file;
        this.plain = plain;
        this.metadata = metadata;
        this.tensors = tensors;
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
            return new WeightFile(file, false, new TreeMap<>(), TorchStateDict.readZip(channel));
        } else if (TorchStateDict.isLegacy(bytes)) {
            return new WeightFile(file, false, new TreeMap<>(), TorchStateDict.readLegacy(channel));
        } else if (bytes.length > Long.BYTES && bytes[Long.BYTES] == '{') {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            List<StoredTensor> stored = header.stored();
            boolean plain = stored.stream().allMatch(t -> t.type() == NumberType.F32);
            return new WeightFile(file, plain, header.metadata(), stored);
        }
        throw new WeightFormatException(
                "is neither a safetensors file nor a PyTorch state dict: it begins with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(Long.BYTES, bytes.length)),
                "give a .safetensors file, or one from torch.save(model.state_dict(), path)");
    }

    /** Whether it is safetensors with 32-bit floats alone, as this room writes them. */
    public boolean isPlain() {
        return plain;
    }

    /** The texts of the file by name; a state dict has none. */
    public SortedMap<String, String> metadata() {
        return new TreeMap<>(metadata);
    }

    /** The shapes of all tensors by name. */
    public SortedMap<String, List<Integer>> shapes() {
        var shapes = new TreeMap<String, List<Integer>>();
        tensors.forEach(t -> shapes.put(t.name(), t.shape()));
        return shapes;
    }

    /** How many bytes all tensors take in memory. */
    public long bytes() {
        return tensors.stream().mapToLong(t -> t.size() * Float.BYTES).sum();
    }

    /**
     * All tensors by name.
     *
     * @throws PlatformException with {@code DATA_INVALID} where the file has changed since it was opened
     */
    public SortedMap<String, Tensor> tensors() {
        var read = new TreeMap<String, Tensor>();
        try (FileChannel channel = FileChannel.open(file)) {
            for (StoredTensor tensor : tensors) {
                read.put(tensor.name(), tensor.read(channel));
            }
            return read;
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
