package dev.stride.training.preview;

import dev.stride.bus.Wire;
import dev.stride.bus.preview.PreviewReply;
import dev.stride.bus.preview.PreviewRequest;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.DataFolders;
import dev.stride.training.slot.SlotLifeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main of the process that draws previews. It reads a {@link PreviewRequest} in one line of its standard input, answers
 * with a {@link PreviewReply} in one line of its standard output, and ends; it ends too where its input does. All else that
 * is printed goes to standard error.
 */
public final class PreviewMain {

    private static final Logger LOG = LoggerFactory.getLogger(PreviewMain.class);

    private PreviewMain() {}

    /** Ends the process with code 0 where it has answered, with 1 where it failed in a way that nobody foresaw. */
    public static void main(String[] args) {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int code = 0;
        try {
            answers.write((Wire.write(reply(request())) + "\n").getBytes(StandardCharsets.UTF_8));
            answers.flush();
        } catch (Throwable e) {
            LOG.error("the preview failed", e);
            code = 1;
        }
        // A plugin may have left threads behind.
        Runtime.getRuntime().halt(code);
    }

    private static PreviewRequest request() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        SlotLifeline.endWith(System.in, () -> Runtime.getRuntime().halt(1));
        return Wire.read(String.valueOf(line), PreviewRequest.class, "what is asked for");
    }

    private static PreviewReply reply(PreviewRequest asked) {
        var access = new DataFolders(Path.of(asked.dataFolder()), true);
        PluginRegistry plugins =
                PluginRegistry.open(asked.plugins().stream().map(Path::of).toList());
        try {
            return new AugmentationPreview(plugins, access::of).draw(asked);
        } catch (PlatformException e) {
            LOG.info("refused", e);
            return PreviewReply.Refused.of(e);
        } catch (OutOfMemoryError e) {
            LOG.info("refused", e);
            return new PreviewReply.Refused(
                    ErrorCode.OUT_OF_MEMORY,
                    List.of(new Problem(
                            "", "the memory of the preview did not suffice", "show fewer --images or pipelines")));
        }
    }
}
