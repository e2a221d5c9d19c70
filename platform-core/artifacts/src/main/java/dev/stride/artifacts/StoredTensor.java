package dev.stride.artifacts;

import static dev.stride.artifacts.WeightFormatException.damaged;
import static dev.stride.artifacts.WeightFormatException.quoted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tensor's numbers stand in a file.
 *
 * @param strides how many numbers lie from one index of an axis to the next
 * @param position of the first number, in bytes from the file's beginning
 */
record StoredTensor(String name, NumberType type, List<Integer> shape, List<Long> strides, long position) {

    static final int MOST_AXES = 16;

    private static final long PIECE = 1 << 20;

    /** More bytes do not fit into one array. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

    StoredTensor {
        shape = List.copyOf(shape);
        strides = List.copyOf(strides);
    }

    /** A tensor that is stored row by row. */
    static StoredTensor contiguous(String name, NumberType type, List<Integer> shape, long position) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return new StoredTensor(name, type, shape, List.of(strides), position);
    }

    /**
     * A tensor that sees part of a storage.
     *
     * @param offset of its first number in the storage
     * @param storage position of the storage in the file
     * @param numbers of the storage
     * @throws WeightFormatException where it has lengths that cannot be, or leaves the storage
     */
    static StoredTensor view(
            String name, NumberType type, List<Long> shape, List<Long> strides, long offset, long storage, long numbers)
            throws WeightFormatException {
        String what = "tensor " + quoted(name) + " of shape " + shape + " and strides " + strides + " from " + offset;
        if (shape.size() != strides.size()
                || shape.size() > MOST_AXES
                || offset < 0
                || shape.stream().anyMatch(length -> length < 0 || length > Integer.MAX_VALUE)
                || strides.stream().anyMatch(stride -> stride < 0)) {
            throw damaged("has " + what + ", which no tensor has");
        }
        List<Integer> lengths = shape.stream().map(Long::intValue).toList();
        try {
            long size = Tensor.size(lengths);
            long end = size == 0 ? 0 : Math.addExact(offset, span(lengths, strides));
            if (end > numbers || size > numbers) {
                throw damaged("has " + what + " in a storage of " + numbers + " numbers");
            }
            if (Math.max(end, size) > MOST_BYTES / Math.max(type.bytes(), Float.BYTES)) {
                throw new WeightFormatException("has " + what + ", more than 2 GiB", "take a smaller net");
            }
        } catch (ArithmeticException e) {
            throw damaged("has " + what + ", which is too large");
        }
        return new StoredTensor(name, type, lengths, strides, storage + offset * type.bytes());
    }

    /** How many numbers lie between the first and the last of a tensor that has some, these included. */
    private static long span(List<Integer> shape, List<Long> strides) {
        long span = 1;
        for (int axis = 0; axis < shape.size(); axis++) {
            span = Math.addExact(span, Math.multiplyExact(shape.get(axis) - 1, strides.get(axis)));
        }
        return span;
    }

    /** How many numbers it has. */
    long size() {
        return Tensor.size(shape);
    }

    /** The bytes of its numbers; a file that is whole has no fewer. */
    long bytes() {
        return size() * type.bytes();
    }

    /** Reads it, as 32-bit floats, row by row. */
    Tensor read(FileChannel channel) throws IOException {
        float[] values = new float[Math.toIntExact(size())];
        if (values.length > 0) {
            gather(part(channel), values);
        }
        return new Tensor(name, shape, values);
    }

    /** Its numbers in pieces of vectors, where they lie in the file row by row; otherwise itself. */
    List<StoredTensor> pieces() {
        if (!strides.equals(contiguous(name, type, shape, position).strides())) {
            return List.of(this);
        }
        var pieces = new ArrayList<StoredTensor>();
        for (long at = 0; at < size(); at += PIECE) {
            int numbers = (int) Math.min(PIECE, size() - at);
            pieces.add(contiguous(name, type, List.of(numbers), position + at * type.bytes()));
        }
        return pieces;
    }

    /** How many bytes are in memory while it is read. */
    long bytesToRead() {
        return size() == 0 ? 0 : span(shape, strides) * type.bytes() + size() * Float.BYTES;
    }

    /** The file from the first to the last number. */
    private ByteBuffer part(FileChannel channel) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(Math.toIntExact(span(shape, strides) * type.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        SafetensorsHeader.fill(channel, part, position);
        return part.flip();
    }

    private void gather(ByteBuffer part, float[] values) {
        int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
        // No number lies beyond the part, whose length is an int.
        int[] steps = strides.stream().mapToInt(Long::intValue).toArray();
        int[] index = new int[lengths.length];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = type.at(part, at * type.bytes());
            for (int axis = lengths.length - 1; axis >= 0; axis--) {
                at += steps[axis];
                if (++index[axis] < lengths[axis]) {
                    break;
                }
                at -= lengths[axis] * steps[axis];
                index[axis] = 0;
            }
        }
    }
}
