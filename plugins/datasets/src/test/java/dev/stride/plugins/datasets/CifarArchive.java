package dev.stride.plugins.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes small files in the layout of the published ones. */
final class CifarArchive {

    private static final int BLOCK = 512;

    private CifarArchive() {}

    /** An image whose three planes are the numbers from the first on. */
    static byte[] record(int first, int... labels) {
        byte[] record = new byte[labels.length + 3 * 1024];
        for (int i = 0; i < labels.length; i++) {
            record[i] = (byte) labels[i];
        }
        for (int plane = 0; plane < 3; plane++) {
            Arrays.fill(
                    record, labels.length + plane * 1024, labels.length + (plane + 1) * 1024, (byte) (first + plane));
        }
        return record;
    }

    static void folder(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(folder);
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** A gzipped tar with a folder, another file, and these files from the last name to the first. */
    static byte[] tarGz(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new GZIPOutputStream(bytes)) {
            tar.write(tar(files));
        }
        return bytes.toByteArray();
    }

    static byte[] tar(Map<String, byte[]> files) throws IOException {
        var tar = new ByteArrayOutputStream();
        entry(tar, "cifar-binary/", '5', new byte[0]);
        entry(tar, "cifar-binary/readme.html", '0', "<html>".getBytes(StandardCharsets.UTF_8));
        for (var file : new TreeMap<>(files).descendingMap().entrySet()) {
            entry(tar, "cifar-binary/" + file.getKey(), '0', file.getValue());
        }
        tar.write(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static void entry(OutputStream tar, String name, char type, byte[] content) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 124, String.format("%011o", content.length));
        header[156] = (byte) type;
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        tar.write(header);
        tar.write(content);
        tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
