package dev.stride.server.file;

import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import java.util.Collection;
import java.util.List;

/** The names that an experiment file may use, and the parameters behind each. Safe for use by several threads. */
public interface Catalogue {

    /** What an experiment names something of. */
    enum Kind {
        DATASET("data set"),
        ARCHITECTURE("architecture"),
        OPTIMIZER("optimizer"),
        SCHEDULE("schedule"),
        AUGMENTATION("augmentation"),
        TRANSFER("transfer strategy"),
        SEARCH("search algorithm");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    Collection<String> names(Kind kind);

    /** The names of the parameters of one that is known. */
    Collection<String> parameters(Kind kind, String name);

    /** What is wrong with one value of one parameter; paths are relative to the parameter. */
    List<Problem> check(Kind kind, String name, String parameter, ParameterValue value);
}
