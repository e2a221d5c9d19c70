package dev.stride.spi;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import java.util.List;

/** A module's refusal: what does not fit, and what to change. */
public class Misfit extends PlatformException {

    private static final long serialVersionUID = 1L;

    /**
     * One refusal.
     *
     * @param message what does not fit: the value, and what was expected
     * @param remedy what to change
     */
    public Misfit(String message, String remedy) {
        super(ErrorCode.MISFIT, message, remedy);
    }

    /** All refusals at once, each with the path of its parameter; at least one. */
    public Misfit(List<Problem> problems) {
        super(ErrorCode.MISFIT, problems);
    }
}
