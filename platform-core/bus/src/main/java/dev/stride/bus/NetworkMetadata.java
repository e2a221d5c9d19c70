package dev.stride.bus;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.network.Network;
import java.util.Map;
import java.util.Optional;

/** The net that weights were trained in, as a text in the metadata of their file. */
public final class NetworkMetadata {

    /** The text's name. */
    public static final String KEY = "stride.network";

    private NetworkMetadata() {}

    /** The text; equal nets have equal texts. */
    public static String write(Network network) {
        return Wire.write(network);
    }

    /**
     * The net of a file, checked; empty where the file does not tell, as one from elsewhere.
     *
     * @throws PlatformException with {@code DATA_INVALID} where the text is no net
     */
    public static Optional<Network> read(Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(KEY)).map(NetworkMetadata::checked);
    }

    /** A file may come from anywhere: what is missing in its records shows at the latest when they are written again. */
    private static Network checked(String text) {
        try {
            Network network = Wire.read(text, Network.class, "the metadata '" + KEY + "'");
            network.hash();
            network.shapes();
            return network;
        } catch (PlatformException | NullPointerException e) {
            throw new PlatformException(
                    ErrorCode.DATA_INVALID,
                    "the metadata '" + KEY + "' describe no net",
                    "get or make the file again, or take this text out of its metadata",
                    e);
        }
    }
}
