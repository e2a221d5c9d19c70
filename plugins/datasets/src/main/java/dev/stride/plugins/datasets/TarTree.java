package dev.stride.plugins.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.utils.IOUtils;

/** The files of a tar that is not packed; links and what else is no file are passed over. One thread reads at a time. */
final class TarTree implements ImageTree {

    private static final int BLOCK = 512;

    private final TarFile tar;
    private final Map<String, TarArchiveEntry> files = new HashMap<>();

    /** @throws IOException where it is no tar, or ends early */
    TarTree(Path file) throws IOException {
        try {
            tar = new TarFile(file);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            requireEnd(file);
        } catch (IOException e) {
            tar.close();
            throw e;
        }
        for (TarArchiveEntry entry : tar.getEntries()) {
            if (isFile(entry)) {
                // Of several with one name unpacking leaves the last.
                files.put(plain(entry.getName()), entry);
            }
        }
    }

    /** A header that is cut off passes for the end, which is a block of zeros. */
    private void requireEnd(Path file) throws IOException {
        long end = 0;
        for (TarArchiveEntry entry : tar.getEntries()) {
            requireSum(entry);
            end = Math.max(end, entry.getDataOffset() + (entry.getSize() + BLOCK - 1) / BLOCK * BLOCK);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            IOUtils.readFully(channel.position(end), block);
            if (!Arrays.equals(block.array(), new byte[BLOCK])) {
                throw new IOException("something else than an end follows its last file");
            }
        } catch (EOFException e) {
            throw new IOException("ends early", e);
        }
    }

    /** The library reads headers whose sum is wrong. */
    static void requireSum(TarArchiveEntry entry) throws IOException {
        if (!entry.isCheckSumOK()) {
            throw new IOException("the header of " + entry.getName() + " is damaged");
        }
    }

    private static boolean isFile(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarArchiveEntry.LF_NORMAL, TarArchiveEntry.LF_OLDNORM, TarArchiveEntry.LF_CONTIG ->
                !entry.getName().endsWith("/");
            default -> false;
        };
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    @Override
    public Stream<String> names() {
        return files.keySet().stream();
    }

    @Override
    public synchronized byte[] read(String name) throws IOException {
        TarArchiveEntry entry = files.get(name);
        if (entry == null) {
            throw new IOException("has no " + name);
        }
        try (InputStream in = tar.getInputStream(entry)) {
            return ImageTree.bytes(in);
        }
    }

    @Override
    public void close() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
