package dev.stride.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {

    private static final FeatureKey KEY = new FeatureKey("0123456789abcdef".repeat(4));
    private static final int ROWS = 2;
    private static final int WIDTH = 3;
    private static final long FILE_BYTES = 16 + ROWS * WIDTH * Float.BYTES + 8;

    /** A clock that is set. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @TempDir
    Path parent;

    private Path folder;
    private final SetClock clock = new SetClock();
    private final AtomicInteger computed = new AtomicInteger();

    @BeforeEach
    void choose() {
        folder = parent.resolve("features");
    }

    @Test
    void featuresAreComputedOnceAndReadToTheBit() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (FeatureFile file = get(KEY).orElseThrow()) {
                assertThat(row(file, 1)).containsExactly(4, 5, Float.MIN_VALUE);
                assertThat(row(file, 0)).containsExactly(1, 2, -0.1f);
            }
        }
        assertThat(computed).hasValue(1);
        assertThat(names()).containsExactlyInAnyOrder("lock", KEY.sha256() + ".features");
    }

    @Test
    void whatIsCancelledOrFailsLeavesNothing() throws IOException {
        assertThat(store().get(KEY, ROWS, WIDTH, writer -> false, () -> false)).isEmpty();
        assertThatThrownBy(() -> store().get(
                                KEY,
                                ROWS,
                                WIDTH,
                                writer -> {
                                    writer.put(new float[WIDTH]);
                                    throw new IllegalArgumentException("a broken image");
                                },
                                () -> false))
                .hasMessage("a broken image");
        assertThatThrownBy(() -> store().get(
                                KEY,
                                ROWS,
                                WIDTH,
                                writer -> {
                                    throw new IOException("No space left on device");
                                },
                                () -> false))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
                .hasMessageContaining("No space left on device");
        assertThat(names()).containsExactly("lock");
        get(KEY).orElseThrow().close();
        assertThat(computed).hasValue(1);
    }

    @Test
    void aFileOfTooFewRowsIsNotKept() throws IOException {
        assertThatThrownBy(() -> store().get(
                                KEY,
                                ROWS,
                                WIDTH,
                                writer -> {
                                    writer.put(new float[WIDTH]);
                                    return true;
                                },
                                () -> false))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names()).containsExactly("lock");
    }

    @Test
    void aDamagedFileIsComputedAgain() throws IOException {
        get(KEY).orElseThrow().close();
        Path file = folder.resolve(KEY.sha256() + ".features");
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        get(KEY).orElseThrow().close();
        assertThat(computed).hasValue(2);
        Files.write(file, new byte[3]);
        try (FeatureFile whole = get(KEY).orElseThrow()) {
            assertThat(row(whole, 0)).containsExactly(1, 2, -0.1f);
        }
        assertThat(computed).hasValue(3);
    }

    @Test
    void thoseUsedLongestAgoMakeRoomAndCanBeReadOn() throws IOException {
        FeatureFile first = get(key(1)).orElseThrow();
        later();
        get(key(2)).orElseThrow().close();
        later();
        get(key(3)).orElseThrow().close();
        later();
        get(key(2)).orElseThrow().close();
        later();
        get(key(4)).orElseThrow().close();
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "lock",
                        key(2).sha256() + ".features",
                        key(3).sha256() + ".features",
                        key(4).sha256() + ".features");
        assertThat(row(first, 1)).containsExactly(4, 5, Float.MIN_VALUE);
        first.close();
        later();
        get(key(5)).orElseThrow().close();
        assertThat(names()).contains(key(2).sha256() + ".features").doesNotContain(key(3).sha256() + ".features");
    }

    @Test
    void whatAProcessThatDiedLeftIsRemovedADayLater() throws Exception {
        try (OtherProcess other = OtherProcess.computing(folder, KEY)) {
            other.kill();
        }
        assertThat(names()).hasSize(2);
        clock.now = Instant.now();
        get(KEY).orElseThrow().close();
        assertThat(names()).as("its lock went with it").hasSize(3);
        clock.now = clock.now.plus(Duration.ofHours(25));
        get(key(1)).orElseThrow().close();
        assertThat(names()).noneMatch(name -> name.endsWith(".unfinished"));
    }

    @Test
    void whatAnotherProcessComputesIsWaitedFor() throws Exception {
        try (OtherProcess other = OtherProcess.computing(folder, KEY)) {
            var asked = new AtomicBoolean();
            FeatureFile file = store().get(KEY, ROWS, WIDTH, this::compute, () -> {
                        if (!asked.getAndSet(true)) {
                            ended(other);
                        }
                        return false;
                    })
                    .orElseThrow();
            assertThat(row(file, 1)).containsExactly(2, 2, 2);
            file.close();
            assertThat(asked).isTrue();
            assertThat(computed).hasValue(0);
        }
    }

    @Test
    void otherFeaturesAreComputedMeanwhile() throws Exception {
        try (OtherProcess other = OtherProcess.computing(folder, KEY)) {
            get(key(1)).orElseThrow().close();
            assertThat(computed).hasValue(1);
            assertThat(store().get(KEY, ROWS, WIDTH, this::compute, () -> true))
                    .as("cancelled while it waits")
                    .isEmpty();
            assertThat(computed).hasValue(1);
        }
    }

    private static void ended(OtherProcess other) {
        try {
            other.end();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void later() {
        clock.now = clock.now.plusSeconds(60);
    }

    private static FeatureKey key(int number) {
        return new FeatureKey(Integer.toString(number).repeat(64));
    }

    private FeatureStore store() {
        return new FeatureStore(folder, 3 * FILE_BYTES, clock);
    }

    private Optional<FeatureFile> get(FeatureKey key) {
        return store().get(key, ROWS, WIDTH, this::compute, () -> false);
    }

    private boolean compute(FeatureWriter writer) throws IOException {
        computed.incrementAndGet();
        writer.put(new float[] {1, 2, -0.1f});
        writer.put(new float[] {4, 5, Float.MIN_VALUE});
        return true;
    }

    private static float[] row(FeatureFile file, int row) {
        ByteBuffer bytes = ByteBuffer.allocate(WIDTH * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.read(row, bytes);
        float[] values = new float[WIDTH];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
