package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {

    private static final int IMAGES = 40;

    @TempDir
    Path folder;

    /** Images that tell of each reading. */
    private record Tree(Consumer<String> reading) implements ImageTree {

        @Override
        public Stream<String> names() {
            return IntStream.range(0, IMAGES).mapToObj(i -> "a/" + (100 + i) + ".png");
        }

        @Override
        public byte[] read(String name) throws IOException {
            reading.accept(name);
            return ImageFiles.noise(3, 4, "png", name.hashCode());
        }

        @Override
        public void close() {}
    }

    @Test
    void oneThatIsInterruptedIsKeptAndGoesOn() {
        var readings = new ConcurrentHashMap<String, Integer>();
        Thread loading = Thread.currentThread();
        var first = new Tree(name -> {
            readings.merge(name, 1, Integer::sum);
            if (name.equals("a/120.png")) {
                loading.interrupt();
                while (loading.isInterrupted()) {
                    Thread.onSpinWait();
                }
            }
        });
        assertThatThrownBy(() -> survey(first))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT))
                .hasMessageContaining("reading 40 images")
                .hasMessageContaining("goes on from there");
        assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
        int before = readings.size();
        var rest = new Tree(name -> readings.merge(name, 1, Integer::sum));
        SurveyRows rows = survey(rest);
        assertThat(readings)
                .hasSize(IMAGES)
                .allSatisfy((name, times) -> assertThat(times).isEqualTo(1));
        assertThat(before).isGreaterThan(20);
        assertThat(IntStream.range(0, IMAGES).noneMatch(rows::isEmpty)).isTrue();
    }

    @Test
    void aFileThatCouldNotBeReadIsTriedAgainTheNextTime() {
        var readings = new AtomicInteger();
        SurveyRows first = survey(new Tree(name -> {
            readings.incrementAndGet();
            if (name.equals("a/107.png")) {
                throw new IllegalStateException("the disk is away");
            }
        }));
        assertThat(IntStream.range(0, IMAGES).filter(first::isUnreadable)).containsExactly(7);
        SurveyRows again = survey(new Tree(name -> readings.incrementAndGet()));
        assertThat(IntStream.range(0, IMAGES).noneMatch(again::isUnreadable)).isTrue();
        assertThat(readings).hasValue(IMAGES + 1);
    }

    @Test
    void memoryThatDoesNotSufficeIsNoUnreadableFile() {
        var problem = new OutOfMemoryError("no more");
        assertThatThrownBy(() -> survey(new Tree(name -> {
                    throw problem;
                })))
                .isSameAs(problem);
        var readings = new AtomicInteger();
        SurveyRows rows = survey(new Tree(name -> readings.incrementAndGet()));
        assertThat(readings).hasValue(IMAGES);
        assertThat(IntStream.range(0, IMAGES).noneMatch(rows::isUnreadable)).isTrue();
    }

    @Test
    void aCacheThatCannotBeWrittenIsToldAndHindersNothing() throws IOException {
        Path none = Files.writeString(folder.resolve("file"), "no folder");
        var lines = new ArrayList<String>();
        Tree tree = new Tree(name -> {});
        SurveyRows rows =
                Survey.of(tree.entries(), decoder(tree), new SurveyFile(none.resolve("survey"), "x"), lines::add);
        assertThat(rows.isEmpty(IMAGES - 1)).isFalse();
        assertThat(lines).singleElement().asString().contains("cannot be kept");
    }

    private SurveyRows survey(Tree tree) {
        return Survey.of(
                tree.entries(), decoder(tree), new SurveyFile(folder.resolve("survey"), "these images"), line -> {});
    }

    private static Decoder decoder(Tree tree) {
        var parameters = new ImageFolder.Parameters(
                "", Optional.empty(), Optional.of(4), 3, 0.2, 0.01, ImageFolder.Decode.STREAM, false);
        return new Decoder(tree, parameters, tree.entries());
    }
}
