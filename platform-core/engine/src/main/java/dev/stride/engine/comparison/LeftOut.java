package dev.stride.engine.comparison;

import dev.stride.store.StoredTrial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The trials that have ended and are in no group, in one sentence: a mean without those that failed looks too good. */
final class LeftOut {

    private LeftOut() {}

    /** The sentence after a space; empty where nothing was left out. */
    static String of(Yardstick yardstick, List<StoredTrial> trials) {
        Map<String, Long> counts = trials.stream()
                .filter(t -> t.state().isTerminal() && !yardstick.hasRanked(t))
                .collect(Collectors.groupingBy(t -> why(yardstick, t), TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ", " Left out: ", "."));
    }

    private static String why(Yardstick yardstick, StoredTrial trial) {
        return switch (trial.state()) {
            case COMPLETED -> "without a finite " + yardstick.metric().word();
            default -> trial.state().word();
        };
    }
}
