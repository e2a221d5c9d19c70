package dev.stride.spi;

import java.util.Optional;

/**
 * Where weights come from. Exactly one of the first three is given.
 *
 * @param experiment the best finished trial of this experiment, by its id
 * @param trial a trial, by its id
 * @param file a safetensors file
 * @param architecture with {@code experiment}: the best trial of this architecture
 */
public record TransferSource(
        @About("Id of the experiment whose best finished trial is the source")
        Optional<String> experiment,

        @About("Id of the trial that is the source") Optional<String> trial,

        @About("Path of a safetensors file that is the source")
        Optional<String> file,

        @About("With experiment: only trials of this architecture")
        Optional<String> architecture) {}
