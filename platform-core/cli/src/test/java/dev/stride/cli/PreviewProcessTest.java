package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.DataSelection;
import dev.stride.model.ErrorCode;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewProcessTest {

    @TempDir
    Path folder;

    @Test
    void aProcessThatEndsWithoutAnAnswerIsToldWithItsLog() {
        var request = new PreviewRequest(
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "digits"), 0.1, 1, 0),
                List.of(new PreviewRequest.Pipeline("none", List.of(), OptionalInt.empty(), 1)),
                1,
                1,
                List.of(),
                "",
                folder.resolve("sheet.png").toString());
        var withoutClasses = new Home(folder.resolve("program"), folder.resolve("data"));
        Path log = withoutClasses.logs().resolve("preview.log");
        assertThatThrownBy(() -> PreviewProcess.draw(withoutClasses, request))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.DEFECT);
                    assertThat(e.problems()).hasSize(1);
                })
                .hasMessageContaining(log.toString());
        assertThat(log).content().contains("PreviewMain");
    }
}
