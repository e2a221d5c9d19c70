package dev.stride.bus.message;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import java.util.List;

/**
 * Asks an architecture for its net.
 *
 * @param preset the name by which the experiment calls the architecture: its own, or one of its presets
 * @param mean of each channel of pixels scaled to [0, 1]
 * @param deviation of each channel, likewise
 */
public record DescribeNetwork(
        String preset,
        ParameterValue.Fields parameters,
        ImageShape images,
        int classes,
        List<Double> mean,
        List<Double> deviation) {
    public DescribeNetwork {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }
}
