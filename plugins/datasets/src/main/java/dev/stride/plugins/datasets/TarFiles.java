package dev.stride.plugins.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The files of a tar as POSIX describes it: blocks of 512 bytes, a header before each file. Files are known by the last
 * part of their names, which must be shorter than 100 bytes; all others are passed over.
 */
record TarFiles(InputStream tar) {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int NUMBER = 12;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;

    /**
     * Shows the reader the files of these names as they come, the first of each name.
     *
     * @throws IOException where this is no tar, or one that ends early
     */
    void each(Set<String> names, CifarFiles.Reader reader) throws IOException {
        var left = new HashSet<>(names);
        while (!left.isEmpty()) {
            byte[] header = tar.readNBytes(BLOCK);
            if (header.length == 0 || header.length == BLOCK && isBlank(header)) {
                return;
            }
            requireHeader(header);
            long size = number(header, SIZE, NUMBER);
            String name = name(header);
            var content = new Part(tar, size);
            if (isFile(header) && left.remove(name)) {
                reader.read(name, size, content);
            }
            content.finish();
            tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        }
    }

    private static void requireHeader(byte[] header) throws IOException {
        if (header.length < BLOCK) {
            throw new EOFException();
        }
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean isChecksum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += isChecksum ? ' ' : header[i] & 0xFF;
        }
        if (sum != number(header, CHECKSUM, CHECKSUM_LENGTH)) {
            throw new IOException("is no tar archive, or a damaged one");
        }
    }

    private static boolean isBlank(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFile(byte[] header) {
        return header[TYPE] == '0' || header[TYPE] == 0;
    }

    private static String name(byte[] header) {
        String path = text(header, 0, NAME);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Octal. */
    private static long number(byte[] header, int from, int length) throws IOException {
        String digits = text(header, from, length).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw new IOException("is no tar archive, or a damaged one");
        }
        return Long.parseLong(digits, 8);
    }

    private static String text(byte[] header, int from, int length) {
        String text = new String(header, from, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The next bytes of a stream, as many as a file has. */
    private static final class Part extends InputStream {

        private final InputStream whole;
        private long left;

        Part(InputStream whole, long size) {
            this.whole = whole;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left == 0 && length > 0) {
                return -1;
            }
            int read = whole.read(bytes, from, (int) Math.min(left, length));
            if (read < 0) {
                throw new EOFException();
            }
            left -= read;
            return read;
        }

        void finish() throws IOException {
            whole.skipNBytes(left);
            left = 0;
        }
    }
}
