package dev.stride.bus.slot;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.AttemptId;

/** What a slot process tells its worker. */
public sealed interface SlotReport {

    /**
     * It is warm and idle. Sent once, at start.
     *
     * @param engine for people, for example {@code PyTorch 2.7.1}
     */
    record Ready(long pid, String engine) implements SlotReport {}

    /**
     * It lives. Sent every two seconds from the start on, whatever its attempt does.
     *
     * @param steps how many steps and batches its attempts have begun in its life; stands still where one hangs
     */
    record Alive(long steps) implements SlotReport {}

    /** Something happened to the attempt that it runs. After an end it is idle again. */
    record Happened(AttemptId attempt, AttemptEvent event) implements SlotReport {}
}
