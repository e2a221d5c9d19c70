package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ImageShape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataAccessTest {

    private static final ImageShape PHOTO = new ImageShape(3, 3000, 4000);

    @Test
    void asManyImagesAsFitHaveRoomAndOneMoreHasNot() {
        DataAccess access = access(10 * PHOTO.size());
        assertThatCode(() -> access.requireRoom(10, PHOTO)).doesNotThrowAnyException();
        assertThat(access.hasRoom(10, PHOTO)).isTrue();
        assertThat(access.hasRoom(11, PHOTO)).isFalse();
        assertThatThrownBy(() -> access.requireRoom(11, PHOTO))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("11 images of 3x3000x4000 need 378 MiB of memory")
                .hasMessageContaining("343 MiB here");
    }

    @Test
    void numbersThatOverflowAreRefusedToo() {
        assertThatThrownBy(() -> access(DataAccess.MOST_MEMORY).requireRoom(Long.MAX_VALUE, PHOTO))
                .isInstanceOf(Misfit.class);
    }

    @Test
    void theMemoryIsThatOfAnArray() {
        assertThatThrownBy(() -> access(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> access(DataAccess.MOST_MEMORY + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static DataAccess access(long memory) {
        return new DataAccess(Path.of("cache"), false, memory, line -> {});
    }
}
