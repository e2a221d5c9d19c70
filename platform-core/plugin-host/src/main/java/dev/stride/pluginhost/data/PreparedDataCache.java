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

    private final Map<Key, PreparedData> kept = new LinkedHashMap<>(4, 0.75f, true);
    private int loading;

    private record Key(DataSelection selection, String stamp) {}

    /**
     * The data of a selection, loaded where it is not kept as its source is now.
     *
     * @param stamp of the source, taken before it is loaded
     * @param load loads the data set of a selection; its failures pass through
     */
    public PreparedData get(DataSelection selection, String stamp, Function<DataSelection, ImageData> load) {
        var key = new Key(selection, stamp);
        Optional<ImageData> same;
        synchronized (this) {
            PreparedData data = kept.get(key);
            if (data != null) {
                return data;
            }
            same = sameData(key);
            makeRoom();
            loading++;
        }
        Optional<PreparedData> loaded = Optional.empty();
        try {
            var data = PreparedData.of(same.orElseGet(() -> load.apply(selection)), selection);
            loaded = Optional.of(data);
            return data;
        } finally {
            ends(key, loaded);
        }
    }

    private synchronized void ends(Key key, Optional<PreparedData> loaded) {
        loading--;
        loaded.ifPresent(data -> {
            makeRoom();
            kept.put(key, data);
        });
    }

    /** Another split of a data set that is kept needs no second loading. */
    private Optional<ImageData> sameData(Key key) {
        return kept.entrySet().stream()
                .filter(e ->
                        e.getKey().selection().module().equals(key.selection().module())
                                && e.getKey().stamp().equals(key.stamp()))
                .map(e -> e.getValue().data())
                .findFirst();
    }

    private void makeRoom() {
        while (!kept.isEmpty() && kept.size() + loading >= KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
