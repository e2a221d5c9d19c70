package dev.stride.spi;

import java.util.Optional;

/**
 * Where weights come from. Exactly one of the first three is given.
 *
 * @param experiment the best finished trial of this experiment, by its id
 * @param trial a trial, by its id
 * @param file a safetensors file, or a PyTorch state dict
 * @param architecture with {@code experiment}: the best trial of this architecture
 * @param names with {@code file}: how it names its tensors, where they are not named as here: a library for whose nets the
 *     architecture knows them, such as {@code torchvision}, or the path of a JSON file
 */
public record TransferSource(
        @About("Id of the experiment whose best finished trial is the source")
        Optional<String> experiment,

        @About("Id of the trial that is the source") Optional<String> trial,

        @About("Path of the file that is the source: safetensors, or a PyTorch state dict (.pth, .pt)")
        Optional<String> file,

        @About("With experiment: only trials of this architecture")
        Optional<String> architecture,

        @About("With file: whose names its tensors have, such as torchvision, or the path of a JSON file of names")
        Optional<String> names) {}
