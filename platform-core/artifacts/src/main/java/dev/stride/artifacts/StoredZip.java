package dev.stride.artifacts;

import static dev.stride.artifacts.WeightFormatException.damaged;
import static dev.stride.artifacts.WeightFormatException.quoted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A zip file whose entries are stored as they are, as PyTorch writes it. What is compressed is refused, so nothing grows as
 * it is read; entries lie within the file and apart from each other.
 *
 * @param entries by name
 */
record StoredZip(Map<String, Entry> entries) {

    private static final int END = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int DIRECTORY = 46;
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;
    private static final int LOCAL = 30;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int ENCRYPTED = 1;
    private static final long UNSIGNED = 0xffff_ffffL;
    private static final int SHORT = 0xffff;
    private static final int PIECE = 1 << 20;
    private static final long LARGEST_DIRECTORY = 16L << 20;

    /**
     * An entry.
     *
     * @param position of its bytes in the file
     * @param checksum CRC-32 of its bytes
     */
    record Entry(String name, long position, long size, long checksum) {}

    StoredZip {
        entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    }

    static StoredZip read(FileChannel channel) throws IOException {
        ByteBuffer end = end(channel);
        int count = end.getShort(10) & SHORT;
        long size = end.getInt(12) & UNSIGNED;
        long start = end.getInt(16) & UNSIGNED;
        if (size == UNSIGNED || start == UNSIGNED || count == SHORT) {
            throw new WeightFormatException("is a zip file of more than 4 GiB", "take a smaller net");
        }
        if (start + size > channel.size() - END || size > LARGEST_DIRECTORY) {
            throw damaged("has a zip directory of " + size + " bytes at " + start + ", which cannot be");
        }
        ByteBuffer directory = part(channel, start, (int) size);
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(channel, directory, start));
        }
        return new StoredZip(apart(entries));
    }

    /** The record at the end, before a comment that may follow. */
    private static ByteBuffer end(FileChannel channel) throws IOException {
        int length = (int) Math.min(channel.size(), END + LONGEST_COMMENT);
        ByteBuffer tail = part(channel, channel.size() - length, length);
        for (int at = length - END; at >= 0; at--) {
            if (tail.getInt(at) == END_SIGNATURE) {
                return tail.slice(at, END).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw damaged("begins as a zip file and has no zip directory; it was cut off");
    }

    private static Entry entry(FileChannel channel, ByteBuffer directory, long before) throws IOException {
        int at = directory.position();
        if (directory.remaining() < DIRECTORY || directory.getInt(at) != DIRECTORY_SIGNATURE) {
            throw damaged("has a zip directory that ends early");
        }
        int nameLength = directory.getShort(at + 28) & SHORT;
        int length =
                DIRECTORY + nameLength + (directory.getShort(at + 30) & SHORT) + (directory.getShort(at + 32) & SHORT);
        if (directory.remaining() < length) {
            throw damaged("has a zip directory that ends early");
        }
        byte[] name = new byte[nameLength];
        directory.get(at + DIRECTORY, name).position(at + length);
        String text = new String(name, StandardCharsets.UTF_8);
        long size = directory.getInt(at + 24) & UNSIGNED;
        if (directory.getShort(at + 10) != 0
                || (directory.getShort(at + 8) & ENCRYPTED) != 0
                || size != (directory.getInt(at + 20) & UNSIGNED)) {
            throw new WeightFormatException(
                    "is a zip file with the entry " + quoted(text) + " compressed or encrypted; PyTorch writes neither",
                    "save it with torch.save(model.state_dict(), path)");
        }
        long position = data(channel, directory.getInt(at + 42) & UNSIGNED, before, text);
        if (position + size > before) {
            throw damaged("has a zip entry " + quoted(text) + " of " + size + " bytes, more than are there");
        }
        return new Entry(text, position, size, directory.getInt(at + 16) & UNSIGNED);
    }

    /** Where an entry's bytes begin: after its own header, whose length it tells. */
    private static long data(FileChannel channel, long header, long before, String name) throws IOException {
        if (header + LOCAL > before) {
            throw damaged("has a zip entry " + quoted(name) + " beyond its end");
        }
        ByteBuffer local = part(channel, header, LOCAL);
        if (local.getInt(0) != LOCAL_SIGNATURE) {
            throw damaged("has no zip entry where " + quoted(name) + " should be");
        }
        return header + LOCAL + (local.getShort(26) & SHORT) + (local.getShort(28) & SHORT);
    }

    private static Map<String, Entry> apart(List<Entry> entries) throws IOException {
        entries.sort(Comparator.comparingLong(Entry::position).thenComparingLong(Entry::size));
        var byName = new TreeMap<String, Entry>();
        long end = 0;
        for (Entry entry : entries) {
            if (entry.position() < end || byName.put(entry.name(), entry) != null) {
                throw damaged("has the zip entry " + quoted(entry.name()) + " twice, or over another");
            }
            end = entry.position() + entry.size();
        }
        return byName;
    }

    /** Holds an entry's bytes against their checksum. */
    static void verify(FileChannel channel, Entry entry) throws IOException {
        var checksum = new CRC32();
        for (long at = 0; at < entry.size(); at += PIECE) {
            checksum.update(part(channel, entry.position() + at, (int) Math.min(PIECE, entry.size() - at)));
        }
        if (checksum.getValue() != entry.checksum()) {
            throw damaged("is damaged: its part " + quoted(entry.name()) + " has another checksum");
        }
    }

    /** Bytes of a file that are known to be there. */
    static ByteBuffer part(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        SafetensorsHeader.fill(channel, part, position);
        return part.flip();
    }
}
