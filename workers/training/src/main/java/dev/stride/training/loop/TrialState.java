package dev.stride.training.loop;

import dev.stride.artifacts.Tensor;
import dev.stride.artifacts.TensorContent;
import dev.stride.spi.TransferPlan;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tensors of a trial under way, in the program of the epoch that it is in. Where more of the net trains in the next
 * epoch, they go over into another program as into one that resumes from a checkpoint, so both go on in the same bits. For
 * one thread.
 */
public final class TrialState implements AutoCloseable {

    private final TransferPlan transfer;
    private final Function<Learning, Program> programs;
    private final int done;
    private Learning learning;
    private Program program;
    private TrialTensors tensors;

    private TrialState(
            TransferPlan transfer,
            Function<Learning, Program> programs,
            int done,
            Function<Program, TrialTensors> start) {
        this.transfer = transfer;
        this.programs = programs;
        this.done = done;
        this.learning = learning(done + 1);
        this.program = programs.apply(learning);
        this.tensors = start.apply(program);
    }

    /** A trial that begins, with all tensors of its net. */
    static TrialState fresh(
            TransferPlan transfer, Function<Learning, Program> programs, Map<String, ? extends TensorContent> weights) {
        return new TrialState(transfer, programs, 0, program -> program.tensors(weights));
    }

    /** A trial that goes on after an epoch, with what was saved then. */
    static TrialState resumed(
            TransferPlan transfer,
            Function<Learning, Program> programs,
            int done,
            Map<String, ? extends TensorContent> exported) {
        return new TrialState(transfer, programs, done, program -> program.resumed(exported, transfer.frozenIn(done)));
    }

    /** How many epochs were behind it when it was made. */
    int done() {
        return done;
    }

    Program program() {
        return program;
    }

    TrialTensors tensors() {
        return tensors;
    }

    /** Goes into an epoch, from 1. */
    void enter(int epoch) {
        Learning next = learning(epoch);
        if (next.equals(learning)) {
            return;
        }
        Map<String, Tensor> exported =
                tensors.export().stream().collect(Collectors.toMap(Tensor::name, tensor -> tensor));
        tensors.close();
        program = programs.apply(next);
        tensors = program.resumed(exported, learning.frozen());
        learning = next;
    }

    private Learning learning(int epoch) {
        return new Learning(transfer.frozenIn(epoch), transfer.rates());
    }

    @Override
    public void close() {
        tensors.close();
    }
}
