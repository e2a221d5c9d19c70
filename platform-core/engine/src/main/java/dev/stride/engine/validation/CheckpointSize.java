package dev.stride.engine.validation;

import dev.stride.model.ErrorCode;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;

/** How large the checkpoints of a trial get: its weights and, for each of them, what the optimizer remembers. */
final class CheckpointSize {

    /**
     * A slot process saves and reads a checkpoint tensor by tensor; what bounds it is the memory that the tensors themselves
     * take beside gradients and images.
     */
    private static final long LARGEST = 2L << 30;

    private static final long MIB = 1L << 20;

    private CheckpointSize() {}

    /**
     * Refuses a net whose checkpoints no slot could save, before its first epoch is trained for nothing.
     *
     * @param parameters that training changes
     * @throws PlatformException with {@code MISFIT}
     */
    static void check(String network, long parameters, Optimizer optimizer) {
        long numbers = 1 + remembered(optimizer);
        if (parameters > LARGEST / (numbers * Float.BYTES)) {
            throw new PlatformException(
                    ErrorCode.MISFIT,
                    network + " has " + parameters + " parameters, and with this optimizer checkpoints of more than "
                            + LARGEST / MIB + " MiB",
                    "choose a narrower or shallower net");
        }
    }

    private static long remembered(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return sgd.momentum() > 0 ? 1 : 0;
        }
        return 2;
    }
}
