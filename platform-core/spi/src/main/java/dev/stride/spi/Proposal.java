package dev.stride.spi;

import dev.stride.model.Configuration;

/** A search algorithm's answer, with its reason for people and for the decision log. */
public sealed interface Proposal {

    /** One sentence for people. */
    String reason();

    /** Try this configuration. */
    record Try(Configuration configuration, String reason) implements Proposal {}

    /** Nothing now; ask again when a trial has ended. */
    record Wait(String reason) implements Proposal {}

    /** Nothing any more. */
    record Exhausted(String reason) implements Proposal {}
}
