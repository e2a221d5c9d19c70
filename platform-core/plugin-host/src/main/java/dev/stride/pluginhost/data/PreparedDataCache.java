package dev.stride.pluginhost.data;

import dev.stride.model.DataSelection;
import dev.stride.spi.ImageData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the two data sets that were used last; one makes room before another is loaded, so that never more are in
 * memory. Loading happens under the lock: nobody loads what another is loading. Safe for use by several threads.
 */
public final class PreparedDataCache {

    private static final int KEPT = 2;

    private final Map<DataSelection, PreparedData> kept = new LinkedHashMap<>(4, 0.75f, true);

    /**
     * The data of a selection, loaded where it is not kept.
     *
     * @param load loads the data set of a selection; its failures pass through
     */
    public synchronized PreparedData get(DataSelection selection, Function<DataSelection, ImageData> load) {
        PreparedData data = kept.get(selection);
        if (data == null) {
            Optional<ImageData> same = sameData(selection);
            makeRoom();
            data = PreparedData.of(same.orElseGet(() -> load.apply(selection)), selection);
            kept.put(selection, data);
        }
        return data;
    }

    /** Another split of a data set that is kept needs no second loading. */
    private Optional<ImageData> sameData(DataSelection selection) {
        return kept.entrySet().stream()
                .filter(e -> e.getKey().module().equals(selection.module()))
                .map(e -> e.getValue().data())
                .findFirst();
    }

    private void makeRoom() {
        if (kept.size() == KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
