package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final List<Promise<Integer>> asked = new ArrayList<>();
    private final Turns turns = new Turns(2);

    @Test
    void noMoreThanAFewAreAskedAtOnceAndAllAreAnswered() {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int question = 0; question < 5; question++) {
            answers.add(turns.take(this::ask));
        }
        assertThat(asked).hasSize(2);
        asked.get(0).fail("a failure makes room as well");
        assertThat(asked).hasSize(3);
        for (int question = 1; question < 5; question++) {
            asked.get(question).complete(question);
        }
        assertThat(answers.get(0).failed()).isTrue();
        assertThat(answers.subList(1, 5)).extracting(Future::result).containsExactly(1, 2, 3, 4);
        turns.take(this::ask);
        turns.take(this::ask);
        assertThat(asked).hasSize(7);
    }

    @Test
    void aQuestionThatCannotBeAskedMakesRoom() {
        for (int question = 0; question < 3; question++) {
            Future<Integer> answer = turns.take(() -> {
                throw new IllegalStateException("no");
            });
            assertThat(answer.failed()).isTrue();
        }
        turns.take(this::ask);
        assertThat(asked).hasSize(1);
    }

    private Future<Integer> ask() {
        Promise<Integer> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }
}
