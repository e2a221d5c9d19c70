package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPartsTest {

    private final List<String> closed = new ArrayList<>();
    private final OpenParts open = new OpenParts();

    @Test
    void theLastIsClosedFirstAndEachOnce() {
        part("one");
        part("two");
        open.close();
        open.close();
        assertThat(closed).containsExactly("two", "one");
    }

    @Test
    void whatCannotBeClosedKeepsNothingElseOpen() {
        part("one");
        failing(new IllegalStateException("later"));
        part("two");
        failing(new IllegalArgumentException("first"));
        assertThatThrownBy(open::close)
                .hasMessage("first")
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().asString().contains("later"));
        assertThat(closed).containsExactly("two", "one");
    }

    @Test
    void theFailureThatEndsAllIsTheOneThatIsGivenBack() {
        part("one");
        failing(new IOException("closing"));
        var failure = new IllegalStateException("why");
        assertThat(open.closedAfter(failure)).isSameAs(failure);
        assertThat(failure.getSuppressed()).singleElement().asString().contains("closing");
        assertThat(closed).containsExactly("one");
    }

    private void part(String name) {
        open.add(() -> closed.add(name));
    }

    private void failing(Exception failure) {
        open.add(() -> {
            throw failure;
        });
    }
}
