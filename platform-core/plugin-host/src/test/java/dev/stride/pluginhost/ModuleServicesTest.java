package dev.stride.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.DescribeData;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ErrorFamily;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.pluginhost.data.DataFolders;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Dataset;
import dev.stride.spi.ImageData;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleServicesTest {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aDataSetThatExhaustsTheHeapIsARefusalWithARemedy() {
        var plugin = new LoadedPlugin("large", folder, "", List.of(new Large()));
        ModuleServices.serve(vertx, bus, PluginRegistry.of(List.of(plugin)), new DataFolders(folder, false));
        var question = new DescribeData(new DataSelection(ModuleRef.of(ModuleKind.DATASET, "large"), 0.5, 1, 0));
        CompletionException thrown = catchThrowableOfType(
                CompletionException.class,
                () -> bus.request(Addresses.dataset("large"), question, Duration.ofSeconds(20))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
        assertThat(thrown.getCause()).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_MEMORY);
            assertThat(e.code().family()).isEqualTo(ErrorFamily.RESOURCES);
            assertThat(e).hasMessageContaining("module.dataset.large").hasMessageContaining("-Xmx");
            assertThat(e).hasMessageNotContaining("Error");
        });
    }

    /** Asks for more than any heap of the tests has. */
    private static final class Large implements Dataset<Large.None> {

        record None() {}

        @Override
        public String name() {
            return "large";
        }

        @Override
        public String summary() {
            return "More than fits";
        }

        @Override
        public Class<None> parameters() {
            return None.class;
        }

        @Override
        public ImageData load(None parameters, DataAccess access) {
            var taken = new byte[64][];
            for (int i = 0; i < taken.length; i++) {
                taken[i] = new byte[Integer.MAX_VALUE - 8];
            }
            throw new AssertionError("a heap of " + taken.length + " times 2 GiB");
        }
    }
}
