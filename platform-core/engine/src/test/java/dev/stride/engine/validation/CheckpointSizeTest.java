package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CheckpointSizeTest {

    private static final Optimizer PLAIN = new Optimizer.Sgd(0.1, 0, false, 0);
    private static final Optimizer MOMENTUM = new Optimizer.Sgd(0.1, 0.9, false, 0);
    private static final Optimizer ADAMW = new Optimizer.AdamW(0.001, 0.9, 0.999, 1e-8, 0.01);

    @Test
    void whatTheOptimizerRemembersCounts() {
        long half = (2L << 30) / 8;
        assertThatCode(() -> CheckpointSize.check("net", half, PLAIN)).doesNotThrowAnyException();
        assertThatCode(() -> CheckpointSize.check("net", half, MOMENTUM)).doesNotThrowAnyException();
        assertThatThrownBy(() -> CheckpointSize.check("net", half + 1, MOMENTUM))
                .hasMessageContaining("2048 MiB");
        assertThatThrownBy(() -> CheckpointSize.check("net", half, ADAMW))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> Assertions.assertThat(e.code()).isEqualTo(ErrorCode.MISFIT))
                .hasMessageContaining("net has 268435456 parameters");
    }
}
