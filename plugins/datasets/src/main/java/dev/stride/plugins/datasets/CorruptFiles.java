package dev.stride.plugins.datasets;

import dev.stride.spi.Misfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files that cannot be read as images. They are left out and named; more than the limit of them is a refusal. */
final class CorruptFiles {

    private static final int NAMED = 5;

    private final double limit;
    private final List<String> names = new ArrayList<>();

    /** @param limit the share of all files that may be unreadable */
    CorruptFiles(double limit) {
        this.limit = limit;
    }

    void add(ImageTree.Entry file) {
        names.add(file.name());
    }

    /** @throws Misfit where more than the limit of so many files cannot be read */
    void requireFew(int files) {
        if (names.size() > files * limit) {
            throw new Misfit(
                    names.size() + " of " + files + " files cannot be read as images: " + named(),
                    "mend or remove them, or raise the data set's 'corrupt-limit'");
        }
    }

    /** What people should know of them. */
    Optional<String> remark() {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names.size() + " unreadable files are left out: " + named());
    }

    private String named() {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + (names.size() > NAMED ? " ..." : "");
    }
}
