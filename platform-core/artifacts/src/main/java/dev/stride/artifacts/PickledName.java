package dev.stride.artifacts;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names that a dictionary of tensors needs, and the only ones that are read. */
enum PickledName {
    ORDERED_DICT("collections.OrderedDict"),
    REBUILD_TENSOR("torch._utils._rebuild_tensor"),
    REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2"),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter"),
    DOUBLE_STORAGE("torch.DoubleStorage", NumberType.F64),
    FLOAT_STORAGE("torch.FloatStorage", NumberType.F32),
    HALF_STORAGE("torch.HalfStorage", NumberType.F16),
    BFLOAT16_STORAGE("torch.BFloat16Storage", NumberType.BF16),
    LONG_STORAGE("torch.LongStorage", NumberType.I64),
    INT_STORAGE("torch.IntStorage", NumberType.I32),
    SHORT_STORAGE("torch.ShortStorage", NumberType.I16),
    CHAR_STORAGE("torch.CharStorage", NumberType.I8),
    BYTE_STORAGE("torch.ByteStorage", NumberType.U8),
    BOOL_STORAGE("torch.BoolStorage", NumberType.BOOL);

    private static final Map<String, PickledName> KNOWN =
            Arrays.stream(values()).collect(Collectors.toMap(n -> n.words, Function.identity()));

    private final String words;
    private final Optional<NumberType> stored;

    PickledName(String words) {
        this.words = words;
        this.stored = Optional.empty();
    }

    PickledName(String words, NumberType stored) {
        this.words = words;
        this.stored = Optional.of(stored);
    }

    /** The name of these words, module and all. */
    static Optional<PickledName> of(String words) {
        return Optional.ofNullable(KNOWN.get(words));
    }

    /** The type of a storage's numbers; empty for what is no storage. */
    Optional<NumberType> stored() {
        return stored;
    }
}
