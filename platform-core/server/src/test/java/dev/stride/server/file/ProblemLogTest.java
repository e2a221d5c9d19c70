package dev.stride.server.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemLogTest {

    private static final int MOST = 100;

    private final ProblemLog log = new ProblemLog();

    @Test
    void asManyAsAreReadAreAllTold() {
        add(MOST);
        assertThat(told()).hasSize(MOST).doesNotContain("and 0 more").endsWith("problem 100");
    }

    @ParameterizedTest
    @CsvSource({"101, and 1 more", "100000, and 99900 more"})
    void ofMoreTheFirstAreToldAndTheRestIsCounted(int found, String last) {
        add(found);
        assertThat(told()).hasSize(MOST + 1).startsWith("problem 1").endsWith("problem 100", last);
        assertThat(log.size()).isEqualTo(found);
        assertThat(log.problems()).hasSize(MOST);
        assertThat(log.toException().located().get(MOST).problem().remedy()).isNotBlank();
    }

    @Test
    void whatIsToldIsInTheOrderOfTheFile() {
        log.add(Place.in(2, 1), "", "third", "mend it");
        log.add(Place.in(1, 9), "", "second", "mend it");
        log.add(Place.in(1, 2), "", "first", "mend it");
        assertThat(told()).containsExactly("first", "second", "third");
    }

    @Test
    void whatFollowsFromAValueThatCannotBeReadIsNeitherToldNorCounted() {
        log.unreadable(Place.in(1, 1), "", "unreadable", "mend it");
        log.add(Place.in(1, 1), "", "no number", "mend it");
        assertThat(told()).containsExactly("unreadable");
        assertThat(log.size()).isEqualTo(1);
    }

    private void add(int count) {
        for (int i = 1; i <= count; i++) {
            log.add(Place.in(i, 1), "", "problem " + i, "mend it");
        }
    }

    private List<String> told() {
        return log.toException().located().stream()
                .map(p -> p.problem().message())
                .toList();
    }
}
