package dev.stride.cli;

import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What a log was before: a few files beside it, the newest with the lowest number. Logback's own policies take a
 * pattern, in which the percent sign of a folder's name cannot be written. Called on whichever thread logs, by one at a
 * time.
 */
public final class EarlierLogs extends RollingPolicyBase {

    private static final int KEPT = 3;

    @Override
    public String getActiveFileName() {
        return getParentsRawFileProperty();
    }

    @Override
    public void rollover() throws RolloverFailure {
        try {
            for (int number = KEPT; number > 1; number--) {
                move(earlier(number - 1), earlier(number));
            }
            move(Path.of(getActiveFileName()), earlier(1));
        } catch (IOException e) {
            throw new RolloverFailure("an earlier log could not be moved", e);
        }
    }

    private Path earlier(int number) {
        return Path.of(getActiveFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
