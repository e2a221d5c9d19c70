package dev.stride.engine.validation;

import dev.stride.bus.Wire;
import dev.stride.bus.message.DataDescribed;
import dev.stride.model.PlatformException;
import dev.stride.store.StoredExperiment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the modules of an experiment said before it was taken on.
 *
 * @param networks one entry for each net that the space can name, as far as they were looked at
 * @param trials how many trials there will be at most; empty where time ends the search, or their greatest number
 * @param sources what its trials start from, as far as they were looked at; empty in what older nodes have stored
 */
public record Verdicts(
        DataDescribed data, List<NetworkVerdict> networks, OptionalLong trials, Optional<List<FoundSource>> sources) {

    /**
     * A net in a line.
     *
     * @param hash of the net as its architecture describes it
     * @param parameters of the net that trains, auxiliary heads left out
     * @param multiplies likewise
     * @param transfer what its transfer strategy does and why, for people; empty where nothing is transferred
     */
    public record NetworkVerdict(
            String architecture, String hash, long parameters, long multiplies, Optional<String> transfer) {}

    public Verdicts {
        networks = List.copyOf(networks);
        sources = sources.map(List::copyOf);
    }

    /**
     * Those that an experiment was taken on with.
     *
     * @throws PlatformException with {@code CORRUPT} where they cannot be read
     */
    public static Verdicts of(StoredExperiment experiment) {
        return Wire.read(experiment.verdicts(), Verdicts.class, "the verdicts of experiment " + experiment.id());
    }
}
