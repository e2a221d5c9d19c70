package dev.stride.spi;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import java.util.List;

/** A module's refusal: what does not fit, and what to change. */
public class Misfit extends PlatformException {

    private static final long serialVersionUID = 1L;

    public Misfit(String message, String remedy) {
        super(ErrorCode.MISFIT, message, remedy);
    }

    public Misfit(List<Problem> problems) {
        super(ErrorCode.MISFIT, problems);
    }
}
