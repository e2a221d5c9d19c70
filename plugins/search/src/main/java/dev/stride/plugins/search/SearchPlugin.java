package dev.stride.plugins.search;

import dev.stride.spi.Module;
import dev.stride.spi.Plugin;
import java.util.List;

/** The search algorithms. */
public final class SearchPlugin implements Plugin {

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(new GridSearch(), new RandomSearch());
    }
}
