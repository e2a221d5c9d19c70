package dev.stride.plugins.transfer;

import dev.stride.model.ParameterValue;
import dev.stride.spi.testkit.TransferStrategyContract;
import java.util.Map;

class PartialFineTuningContractTest extends TransferStrategyContract<PartialFineTuning.Parameters> {

    @Override
    protected PartialFineTuning module() {
        return new PartialFineTuning();
    }

    @Override
    protected ParameterValue.Fields given() {
        return ParameterValue.Fields.of(Map.of(
                "source", ParameterValue.Fields.of(Map.of("file", ParameterValue.of("net.safetensors"))),
                "frozen", ParameterValue.of(1)));
    }
}
