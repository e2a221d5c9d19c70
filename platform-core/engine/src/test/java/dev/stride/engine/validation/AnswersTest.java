package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final List<Object> asked = new ArrayList<>();

    @Test
    void anAnswerIsKeptAndAFailureIsAskedAgain() {
        Answers answers = Answers.all();
        assertThat(ask(answers, "a").result()).isEqualTo("a!");
        assertThat(ask(answers, "a").result()).isEqualTo("a!");
        assertThat(asked).containsExactly("a");
        Future<String> failed = answers.once("b", () -> Future.failedFuture("not now"));
        assertThat(failed.cause()).hasMessage("not now");
        Future<String> thrown = answers.once("b", () -> {
            throw new IllegalStateException("nor now");
        });
        assertThat(thrown.cause()).hasMessage("nor now");
        assertThat(ask(answers, "b").result()).isEqualTo("b!");
    }

    @Test
    void ofManyThoseAreKeptThatWereWantedLast() {
        Answers answers = Answers.ofLast(2);
        List.of("a", "b", "a", "c", "a").forEach(key -> ask(answers, key));
        assertThat(asked).containsExactly("a", "b", "c");
        ask(answers, "b");
        assertThat(asked).containsExactly("a", "b", "c", "b");
    }

    private Future<String> ask(Answers answers, String key) {
        return answers.once(key, () -> {
            asked.add(key);
            return Future.succeededFuture(key + "!");
        });
    }
}
