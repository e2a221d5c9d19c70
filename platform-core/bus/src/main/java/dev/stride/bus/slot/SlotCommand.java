package dev.stride.bus.slot;

import dev.stride.bus.message.Assign;
import dev.stride.model.AttemptId;

/** What a worker tells a slot process. The end of the stream tells it to end. */
public sealed interface SlotCommand {

    /** Run this attempt; sent only to an idle slot. */
    record Run(Assign assignment) implements SlotCommand {}

    /** End this attempt between two steps. */
    record Cancel(AttemptId attempt) implements SlotCommand {}
}
