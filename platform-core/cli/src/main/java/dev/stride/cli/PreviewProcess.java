package dev.stride.cli;

import dev.stride.bus.Wire;
import dev.stride.bus.preview.PreviewReply;
import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process that draws previews, since training's code and its libraries are not part of this one. It ends with its
 * answer, or with this process; what it prints is in the data folder's {@code logs/preview.log}.
 */
final class PreviewProcess {

    private PreviewProcess() {}

    /**
     * Has a sheet drawn, and waits for it.
     *
     * @throws PlatformException with what the process refuses, or {@code DEFECT} where it ends without an answer
     */
    static PreviewReply.Drawn draw(Home home, PreviewRequest request) {
        Path log = home.logs().resolve("preview.log");
        Process process = start(home, log);
        AutoCloseable end = process::destroyForcibly;
        Interruption.closes(end);
        try {
            PreviewReply reply = ask(process, request, log);
            if (reply instanceof PreviewReply.Refused refused) {
                throw refused.toException();
            }
            return (PreviewReply.Drawn) reply;
        } finally {
            process.destroyForcibly();
            Interruption.closed(end);
        }
    }

    private static Process start(Home home, Path log) {
        try {
            Files.createDirectories(home.logs());
            return new ProcessBuilder(SlotCommandLine.preview(home))
                    .redirectError(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL,
                    "the preview cannot be started: " + e.getMessage(),
                    "check the rights and space of the data folder, or give another with --data",
                    e);
        }
    }

    /** Its input stays open meanwhile: where that ends, so does the process. */
    private static PreviewReply ask(Process process, PreviewRequest request, Path log) {
        try (OutputStream input = process.getOutputStream()) {
            input.write((Wire.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.isEmpty()) {
                return Wire.read(answer, PreviewReply.class, "the preview's answer");
            }
        } catch (IOException e) {
            throw failed(log, e);
        }
        throw failed(log, new IOException("it ended without an answer"));
    }

    private static PlatformException failed(Path log, IOException cause) {
        return new PlatformException(ErrorCode.DEFECT, "the preview failed", "see '" + log + "'", cause);
    }
}
