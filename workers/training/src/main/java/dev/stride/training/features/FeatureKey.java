package dev.stride.training.features;

import dev.stride.artifacts.Tensor;
import dev.stride.network.FixedPart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The name of features: a hash of all that they depend on. Equal names mean equal numbers on one kind of device.
 *
 * @param sha256 in lower case
 */
public record FeatureKey(String sha256) {

    /** Changes with the way in which features are computed or stored. */
    private static final String FORM = "features 1";

    /**
     * What the features of one source and one data set have in common.
     *
     * @param part the layers
     * @param tensors its own, all of them
     * @param dataHash of the data set's content
     * @param engine that computes, with its version
     */
    public static FeatureKey of(FixedPart part, List<Tensor> tensors, String dataHash, String engine) {
        MessageDigest digest = begin();
        update(digest, FORM);
        update(digest, engine);
        update(digest, part.hash());
        update(digest, dataHash);
        tensors.stream().sorted(Comparator.comparing(Tensor::name)).forEach(tensor -> {
            update(digest, tensor.name());
            update(digest, tensor.values());
        });
        return end(digest);
    }

    /**
     * A part of them.
     *
     * @param name of the images and of what was done to them
     * @param indices which images, in the order of their rows
     * @param batch how many were computed at once, on which last bits may depend
     */
    public FeatureKey of(String name, int[] indices, int batch) {
        MessageDigest digest = begin();
        update(digest, sha256);
        update(digest, name);
        update(digest, Integer.toString(batch));
        ByteBuffer bytes = ByteBuffer.allocate(indices.length * Integer.BYTES);
        bytes.asIntBuffer().put(indices);
        digest.update(bytes);
        return end(digest);
    }

    private static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static FeatureKey end(MessageDigest digest) {
        return new FeatureKey(HexFormat.of().formatHex(digest.digest()));
    }

    /** With its length, so that no two sequences of texts run into the same bytes. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static void update(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}
