package dev.stride.plugins.datasets;

import dev.stride.spi.testkit.DatasetContract;

class FashionMnistTest extends DatasetContract<Mnist.Parameters> {

    @Override
    protected Mnist module() {
        return Mnist.fashion();
    }
}
