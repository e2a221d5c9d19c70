package dev.stride.artifacts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How a number stands in a file of weights, by safetensors' names; little-endian. */
enum NumberType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private static final int HALF_SIGN = 0x8000;
    private static final int HALF_MAGNITUDE = 0x7fff;
    private static final int HALF_INFINITY = 0x7c00;
    private static final int HALF_SMALLEST_NORMAL = 0x0400;
    private static final int FRACTION_BITS_MORE = 13;
    private static final int EXPONENT_SHIFT = (127 - 15) << 23;
    private static final int INFINITY_SHIFT = (255 - 31) << 23;
    private static final float SMALLEST_HALF = 0x1p-24f;

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** The type of this name. */
    static Optional<NumberType> named(String name) {
        return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
    }

    /** Bytes of a number. */
    int bytes() {
        return bytes;
    }

    /** The nearest 32-bit float of the number at a byte of a little-endian buffer. */
    float at(ByteBuffer numbers, int position) {
        return switch (this) {
            case F64 -> (float) numbers.getDouble(position);
            case F32 -> numbers.getFloat(position);
            case F16 -> half(numbers.getShort(position));
            case BF16 -> Float.intBitsToFloat(numbers.getShort(position) << Short.SIZE);
            case I64 -> numbers.getLong(position);
            case I32 -> numbers.getInt(position);
            case I16 -> numbers.getShort(position);
            case I8 -> numbers.get(position);
            case U8, BOOL -> numbers.get(position) & 0xff;
        };
    }

    /** IEEE 754 binary16, exactly. */
    private static float half(short half) {
        int magnitude = half & HALF_MAGNITUDE;
        float value;
        if (magnitude < HALF_SMALLEST_NORMAL) {
            value = magnitude * SMALLEST_HALF;
        } else {
            int shift = magnitude >= HALF_INFINITY ? INFINITY_SHIFT : EXPONENT_SHIFT;
            value = Float.intBitsToFloat((magnitude << FRACTION_BITS_MORE) + shift);
        }
        return (half & HALF_SIGN) == 0 ? value : -value;
    }
}
