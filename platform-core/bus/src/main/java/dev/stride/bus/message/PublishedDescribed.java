package dev.stride.bus.message;

import dev.stride.network.Network;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The nets that libraries publish weights of, by the library's name. */
public record PublishedDescribed(Map<String, Published> libraries) {

    public PublishedDescribed {
        libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    }

    /**
     * A net as a library has it.
     *
     * @param network described for the images that its weights expect, their normalisation included
     * @param names of the library's modules to layers of the net
     * @param preset of the architecture that is this net; empty where none is
     */
    public record Published(Network network, Map<String, String> names, Optional<String> preset) {
        public Published {
            names = Collections.unmodifiableMap(new TreeMap<>(names));
        }
    }
}
