package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkInputTest {

    private static final ImageShape COLOUR = new ImageShape(3, 8, 8);

    @Test
    void thereIsAtLeastOneClass() {
        assertThatThrownBy(() -> NetworkInput.unnormalised(COLOUR, -5))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("-5 classes");
        assertThat(NetworkInput.unnormalised(COLOUR, 1).classes()).isEqualTo(1);
    }

    @Test
    void statisticsAreGivenForEachChannel() {
        assertThatThrownBy(() -> new NetworkInput(COLOUR, 2, List.of(0.5), List.of(1.0, 1.0, 1.0)))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("1 means");
    }
}
