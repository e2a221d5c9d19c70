package dev.stride.pluginhost.data;

import dev.stride.model.DataSelection;
import dev.stride.spi.ImageData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps the data sets that were used last. Loading happens under the lock: nobody loads what another is loading. */
public final class PreparedDataCache {

    private static final int KEPT = 2;

    private final Map<DataSelection, PreparedData> kept = new LinkedHashMap<>(4, 0.75f, true);

    /** The data of a selection, loaded where it is not kept. */
    public synchronized PreparedData get(DataSelection selection, Function<DataSelection, ImageData> load) {
        PreparedData data = kept.get(selection);
        if (data == null) {
            data = sameData(selection, load);
            kept.put(selection, data);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return data;
    }

    /** Another split of a data set that is kept needs no second loading. */
    private PreparedData sameData(DataSelection selection, Function<DataSelection, ImageData> load) {
        return kept.entrySet().stream()
                .filter(e -> e.getKey().module().equals(selection.module()))
                .findFirst()
                .map(e -> PreparedData.of(e.getValue().data(), selection))
                .orElseGet(() -> PreparedData.of(load.apply(selection), selection));
    }
}
