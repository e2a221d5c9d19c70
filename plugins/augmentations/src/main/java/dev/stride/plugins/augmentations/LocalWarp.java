package dev.stride.plugins.augmentations;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Misfit;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;
import java.util.Locale;

/**
 * Displaces the nodes of a coarse grid at random and everything between them smoothly, as elastic distortions do (Simard,
 * Steinkraus and Platt, 2003). Displacements are at most 0.4 of the distance between nodes, up to which a B-spline does
 * not fold (Choi and Lee, 2000).
 */
public final class LocalWarp implements Augmentation<LocalWarp.Parameters> {

    private static final double UNFOLDED = 0.4;

    /** What may vary. */
    public record Parameters(
            @About("The largest displacement in pixels, in each direction") @Default("1.5") @Range(min = 0, max = 64)
            double pixels,

            @About("Nodes of the grid along each side, from edge to edge") @Default("5") @Range(min = 2, max = 32)
            int nodes) {}

    @Override
    public String name() {
        return "local-warp";
    }

    @Override
    public String summary() {
        return "Warps images by a smooth random displacement";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public void check(Parameters parameters, ImageShape shape) {
        double distance = (Math.min(shape.height(), shape.width()) - 1.0) / (parameters.nodes() - 1);
        double most = UNFOLDED * distance;
        if (parameters.pixels() > most) {
            throw new Misfit(
                    "displacements of " + parameters.pixels() + " pixels fold images of " + shape + " with "
                            + parameters.nodes() + " nodes a side",
                    String.format(Locale.ROOT, "use at most %.1f pixels, or fewer nodes", Math.floor(most * 10) / 10));
        }
    }

    @Override
    public Transform draw(Parameters parameters, ImageStatistics images, RandomStream random) {
        int nodes = parameters.nodes();
        return new Transform.Warp(nodes, nodes, displacements(parameters, random), displacements(parameters, random));
    }

    private static double[] displacements(Parameters parameters, RandomStream random) {
        double[] displacements = new double[parameters.nodes() * parameters.nodes()];
        for (int i = 0; i < displacements.length; i++) {
            displacements[i] = random.nextDouble(-parameters.pixels(), parameters.pixels());
        }
        return displacements;
    }
}
