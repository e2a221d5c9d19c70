package dev.stride.worker;

import dev.stride.bus.message.Assign;
import dev.stride.bus.message.Report;
import dev.stride.model.AttemptId;

/** What {@link WorkerProtocol} wants done. */
sealed interface WorkerAction {

    /** Start the slot's process after some time, 0 for at once. */
    record StartSlot(int slot, long afterMillis) implements WorkerAction {}

    /** End the slot's process by force; it is started anew when it has ended. */
    record KillSlot(int slot) implements WorkerAction {}

    /** Give the idle slot an attempt. */
    record Run(int slot, Assign assignment) implements WorkerAction {}

    /** Ask the slot to end an attempt between two steps. */
    record CancelOnSlot(int slot, AttemptId attempt) implements WorkerAction {}

    /** Send a report and say what came of it. */
    record Send(Report report) implements WorkerAction {}

    /** Tell the coordinator how things stand, without waiting for the next beat. */
    record Beat() implements WorkerAction {}
}
