package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.Nearest;
import dev.stride.model.PlatformException;
import dev.stride.server.file.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of an experiment file that a command line names. */
final class ExperimentText {

    private ExperimentText() {}

    /**
     * Reads it.
     *
     * @param file a path, or the name of an example where there is no such file
     * @throws PlatformException with {@code NOT_FOUND} where there is neither, or what makes it unreadable
     */
    static String read(Path file) {
        if (!Files.exists(file) && ExamplesCommand.isExample(file.toString())) {
            return ExamplesCommand.read(file.toString());
        }
        if (Files.isDirectory(file)) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + file + "' is a folder", "give an experiment file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return YamlText.decode(in.readNBytes(YamlText.LONGEST + 1));
        } catch (NoSuchFileException e) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND,
                    "there is no file '" + file + "'",
                    Nearest.to(file.toString(), ExamplesCommand.NAMES)
                            .map(name -> "did you mean the example '" + name + "'?")
                            .orElse("give an experiment file, or one of 'stride examples'"));
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + file + "' cannot be read", "check the file and its rights", e);
        }
    }
}
