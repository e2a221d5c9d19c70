package dev.stride.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of pluggable module. */
public enum ModuleKind {
    ARCHITECTURE,
    AUGMENTATION,
    TRANSFER,
    DATASET,
    SEARCH;

    /** The kind as it stands in addresses, files and messages, for example {@code architecture}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ModuleKind> ofWord(String word) {
        return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
    }
}
