package dev.stride.plugins.transfer;

import dev.stride.model.ParameterValue;
import dev.stride.spi.testkit.TransferStrategyContract;
import java.util.Map;

class FineTuningContractTest extends TransferStrategyContract<FineTuning.Parameters> {

    @Override
    protected FineTuning module() {
        return new FineTuning();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(
                Map.of("source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of("net.safetensors")))));
    }
}
