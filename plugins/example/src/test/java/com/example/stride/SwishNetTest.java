package com.example.stride;

import dev.stride.spi.testkit.ArchitectureContract;

class SwishNetTest extends ArchitectureContract<SwishNet.Parameters> {

    @Override
    protected SwishNet module() {
        return new SwishNet();
    }
}
