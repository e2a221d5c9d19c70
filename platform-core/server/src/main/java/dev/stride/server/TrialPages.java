package dev.stride.server;

import dev.stride.model.ExperimentId;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredTrial;
import java.util.List;
import java.util.Optional;

/** Goes through an experiment's trials a few at a time, by their numbers. For one thread at a time. */
final class TrialPages {

    private final ExperimentId experiment;
    private final int size;
    private int last;
    private int left;

    /**
     * Begins.
     *
     * @param after the number of the trial before the first
     * @param limit how many trials at most
     * @param size how many at a time
     */
    TrialPages(ExperimentId experiment, int after, int limit, int size) {
        this.experiment = experiment;
        this.last = after;
        this.left = limit;
        this.size = size;
    }

    /** The next; none after the last. */
    List<StoredTrial> next(ExperimentStore store) {
        List<StoredTrial> page = left == 0 ? List.of() : store.trials(experiment, last, Math.min(size, left));
        if (!page.isEmpty()) {
            last = page.get(page.size() - 1).id().number();
            left -= page.size();
        }
        return page;
    }

    /** The number of the last trial, where the limit left others out. */
    Optional<String> cursor(ExperimentStore store) {
        return left == 0 && !store.trials(experiment, last, 1).isEmpty()
                ? Optional.of(Integer.toString(last))
                : Optional.empty();
    }
}
