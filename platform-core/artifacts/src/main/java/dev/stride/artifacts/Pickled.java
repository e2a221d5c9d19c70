package dev.stride.artifacts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a pickle: of all that a pickle can hold, what a dictionary of tensors is made of. */
sealed interface Pickled {

    /** Values without content. */
    enum Constant implements Pickled {
        NONE,
        TRUE,
        FALSE
    }

    record Text(String value) implements Pickled {}

    record Whole(long value) implements Pickled {}

    /** A tuple or a list. */
    record Items(List<Pickled> values) implements Pickled {}

    /** A dictionary with texts for keys. */
    record Dictionary(Map<String, Pickled> values) implements Pickled {
        Dictionary() {
            this(new LinkedHashMap<>());
        }
    }

    /** A name that is known, of a function or a type; it is never looked up or called. */
    record Name(PickledName value) implements Pickled {}

    /**
     * A storage that lies elsewhere in the file.
     *
     * @param numbers that it has
     */
    record Storage(String key, NumberType type, long numbers) implements Pickled {}

    /**
     * A tensor, as part of a storage.
     *
     * @param offset of its first number
     */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}
}
