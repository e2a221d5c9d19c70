package dev.stride.pluginhost.data;

import dev.stride.model.DataSelection;
import dev.stride.spi.ImageData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the two data sets that were used last. Those that are being loaded count: others make room before, so that with
 * one or two at a time never more are in memory. Loading holds no lock, so a data set that hangs holds up no other; who
 * asks for one data set from several threads at once loads it several times. Safe for use by several threads.
 */
public final class PreparedDataCache {

    private static final int KEPT = 2;

    private final Map<DataSelection, PreparedData> kept = new LinkedHashMap<>(4, 0.75f, true);
    private int loading;

    /**
     * The data of a selection, loaded where it is not kept.
     *
     * @param load loads the data set of a selection; its failures pass through
     */
    public PreparedData get(DataSelection selection, Function<DataSelection, ImageData> load) {
        Optional<ImageData> same;
        synchronized (this) {
            PreparedData data = kept.get(selection);
            if (data != null) {
                return data;
            }
            same = sameData(selection);
            makeRoom();
            loading++;
        }
        Optional<PreparedData> loaded = Optional.empty();
        try {
            var data = PreparedData.of(same.orElseGet(() -> load.apply(selection)), selection);
            loaded = Optional.of(data);
            return data;
        } finally {
            ends(selection, loaded);
        }
    }

    private synchronized void ends(DataSelection selection, Optional<PreparedData> loaded) {
        loading--;
        loaded.ifPresent(data -> {
            makeRoom();
            kept.put(selection, data);
        });
    }

    /** Another split of a data set that is kept needs no second loading. */
    private Optional<ImageData> sameData(DataSelection selection) {
        return kept.entrySet().stream()
                .filter(e -> e.getKey().module().equals(selection.module()))
                .map(e -> e.getValue().data())
                .findFirst();
    }

    private void makeRoom() {
        while (!kept.isEmpty() && kept.size() + loading >= KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
