package dev.stride.pluginhost.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.DataSelection;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreparedDataCacheTest {

    private final PreparedDataCache cache = new PreparedDataCache();
    private final List<String> loaded = new ArrayList<>();

    @Test
    void whatIsKeptIsNotLoadedAgain() {
        assertThat(get("a", 1)).isSameAs(get("a", 1));
        assertThat(loaded).containsExactly("a");
    }

    @Test
    void anotherSplitOfTheSameDataIsNotLoadedAgain() {
        assertThat(get("a", 2).data()).isSameAs(get("a", 1).data());
        assertThat(loaded).containsExactly("a");
    }

    @Test
    void theTwoThatWereUsedLastAreKept() {
        get("a", 1);
        get("b", 1);
        get("a", 1);
        get("c", 1);
        get("a", 1);
        get("c", 1);
        assertThat(loaded).containsExactly("a", "b", "c");
        get("b", 1);
        assertThat(loaded).containsExactly("a", "b", "c", "b");
    }

    @Test
    void aDataSetThatIsBeingLoadedHoldsUpNoOtherAndTakesAPlace() {
        get("a", 1);
        get("b", 1);
        var selection = new DataSelection(ModuleRef.of(ModuleKind.DATASET, "slow"), 0.5, 1, 0);
        cache.get(selection, "", s -> {
            get("c", 1);
            get("c", 1);
            return images();
        });
        assertThat(loaded).as("from another thread or this one").containsExactly("a", "b", "c");
        get("c", 1);
        cache.get(selection, "", s -> images());
        assertThat(loaded).containsExactly("a", "b", "c");
        get("b", 1);
        assertThat(loaded).as("two are kept").containsExactly("a", "b", "c", "b");
    }

    @Test
    void aDataSetThatCannotBeLoadedLeavesItsPlace() {
        var selection = new DataSelection(ModuleRef.of(ModuleKind.DATASET, "bad"), 0.5, 1, 0);
        assertThatThrownBy(() -> cache.get(selection, "", s -> {
                    throw new IllegalStateException("bad");
                }))
                .hasMessage("bad");
        get("a", 1);
        get("b", 1);
        get("a", 1);
        get("b", 1);
        assertThat(loaded).containsExactly("a", "b");
    }

    @Test
    void aSourceThatChangedIsLoadedAgainForEachSplit() {
        get("a", 1, "before");
        get("a", 1, "after");
        get("a", 2, "after");
        get("a", 1, "after");
        assertThat(loaded).containsExactly("a", "a");
    }

    private PreparedData get(String name, long seed) {
        return get(name, seed, "");
    }

    private PreparedData get(String name, long seed, String stamp) {
        var selection = new DataSelection(ModuleRef.of(ModuleKind.DATASET, name), 0.5, seed, 0);
        return cache.get(selection, stamp, s -> {
            loaded.add(name);
            return images();
        });
    }

    private static ImageData images() {
        var images = new ImageSet.InMemory(new ImageShape(1, 1, 1), new byte[4], new int[] {0, 1, 0, 1});
        return new ImageData(List.of("x", "y"), images, images, List.of());
    }
}
