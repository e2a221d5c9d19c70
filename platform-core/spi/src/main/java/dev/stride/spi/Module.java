package dev.stride.spi;

import dev.stride.model.ModuleKind;

/**
 * A pluggable part of an experiment.
 *
 * <ol>
 *   <li>A module has no state: one instance serves every trial and every thread.
 *   <li>Its parameters are one record, whose components are annotated with {@link About}, {@link Default} and
 *       {@link Range}. Schema, defaults, validation, the page's form and the documentation come from it.
 *   <li>What it refuses, it refuses by a {@link Misfit} that says what to change; any other exception is a defect of the
 *       plugin.
 *   <li>The same arguments give the same result, on any machine.
 * </ol>
 *
 * @param <P> the record of its parameters
 */
public sealed interface Module<P extends Record>
        permits Architecture, Augmentation, TransferStrategy, Dataset, SearchAlgorithm {

    /** What it is pluggable as; each kind of module answers for itself. */
    ModuleKind kind();

    /** Its name in experiment files: lower case, digits and dashes, unique within its kind. */
    String name();

    /** One sentence for people. */
    String summary();

    /** The record of its parameters. */
    Class<P> parameters();
}
