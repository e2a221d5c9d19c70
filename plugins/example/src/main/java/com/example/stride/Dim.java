package com.example.stride;

import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;

/** Dims images by a random factor. */
public final class Dim implements Augmentation<Dim.Parameters> {

    /** What may vary. */
    public record Parameters(
            @About("The least factor of brightness") @Default("0.7") @Range(min = 0, max = 1) double least) {}

    @Override
    public String name() {
        return "dim";
    }

    @Override
    public String summary() {
        return "Dims images by a random factor";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        double factor = random.nextDouble(parameters.least(), 1);
        double[][] matrix = new double[images.shape().channels()][images.shape().channels()];
        for (int c = 0; c < matrix.length; c++) {
            matrix[c][c] = factor;
        }
        return new Transform.Colour(matrix, new double[images.shape().channels()]);
    }
}
