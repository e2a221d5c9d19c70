package dev.stride.plugins.datasets;

import dev.stride.spi.ImageSet;
import java.util.List;

/** Makes files into the images of one part of a data set, without those that cannot be read. */
interface PartReader {

    ImageSet read(List<ImageTree.Entry> entries);
}
