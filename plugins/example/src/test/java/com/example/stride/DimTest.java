package com.example.stride;

import dev.stride.spi.testkit.AugmentationContract;

class DimTest extends AugmentationContract<Dim.Parameters> {

    @Override
    protected Dim module() {
        return new Dim();
    }
}
