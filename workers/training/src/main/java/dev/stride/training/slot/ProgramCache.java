package dev.stride.training.slot;

import dev.stride.model.Optimizer;
import dev.stride.model.TrainingSettings;
import dev.stride.network.FixedPart;
import dev.stride.network.Network;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The programs that were used last: a trial that differs only in its rate or seed needs no compilation. For one thread. */
final class ProgramCache {

    private static final int KEPT = 4;

    private final Map<Key, Program> kept = new LinkedHashMap<>(8, 0.75f, true);

    /** All that is compiled into a program; the rate is not. */
    private record Key(
            String networkHash,
            Optional<Set<String>> fixed,
            Learning learning,
            Optimizer withoutRate,
            double labelSmoothing,
            double clipNorm) {}

    /**
     * The programs of a net, for what of it learns.
     *
     * @param fixed the part of it that never learns, where it is trained on the features of that
     */
    Function<Learning, Program> of(
            Network network, Optional<FixedPart> fixed, Optimizer optimizer, TrainingSettings settings) {
        String hash = network.hash();
        return learning -> get(
                new Key(
                        hash,
                        fixed.map(FixedPart::nodes),
                        learning,
                        withoutRate(optimizer),
                        settings.labelSmoothing(),
                        settings.clipNorm()),
                () -> Program.compile(network, learning, optimizer, settings, fixed));
    }

    private Program get(Key key, Supplier<Program> compiled) {
        Program program = kept.get(key);
        if (program == null) {
            program = compiled.get();
            kept.put(key, program);
            if (kept.size() > KEPT) {
                var eldest = kept.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
        }
        return program;
    }

    private static Optimizer withoutRate(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd sgd) {
            return new Optimizer.Sgd(0, sgd.momentum(), sgd.nesterov(), sgd.weightDecay(), sgd.decay());
        }
        var adamw = (Optimizer.AdamW) optimizer;
        return new Optimizer.AdamW(
                0, adamw.beta1(), adamw.beta2(), adamw.epsilon(), adamw.weightDecay(), adamw.decay());
    }
}
