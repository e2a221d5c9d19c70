package dev.stride.plugins.transfer;

import dev.stride.spi.testkit.TransferStrategyContract;

class FromScratchContractTest extends TransferStrategyContract<FromScratch.Parameters> {

    @Override
    protected FromScratch module() {
        return new FromScratch();
    }
}
