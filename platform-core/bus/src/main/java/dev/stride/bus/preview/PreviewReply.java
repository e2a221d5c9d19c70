package dev.stride.bus.preview;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import java.util.List;

/** What came of a preview. */
public sealed interface PreviewReply {

    /**
     * The sheet is written.
     *
     * @param width of the sheet, in pixels
     * @param height of the sheet, in pixels
     * @param shape of an image as a net gets it
     * @param magnified as so many pixels of the sheet is one of an image, on either axis
     * @param classes of the images, row by row
     * @param mixes whether images are mixed with others, which are then those of the block
     */
    record Drawn(int width, int height, ImageShape shape, int magnified, List<String> classes, boolean mixes)
            implements PreviewReply {
        public Drawn {
            classes = List.copyOf(classes);
        }
    }

    /** There is no sheet; the problems have paths as an experiment file has. */
    record Refused(ErrorCode code, List<Problem> problems) implements PreviewReply {
        public Refused {
            problems = List.copyOf(problems);
        }

        public static Refused of(PlatformException e) {
            return new Refused(e.code(), e.problems());
        }

        public PlatformException toException() {
            return new PlatformException(code, problems);
        }
    }
}
