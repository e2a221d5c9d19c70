package dev.stride.plugins.datasets;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import dev.stride.spi.DataAccess;
import dev.stride.spi.Misfit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The four files of an MNIST-like set and where they come from, in order: the cache, then each source. Every file is
 * verified by its hash before use and before it goes into the cache.
 *
 * @param hashes SHA-256 of each file's content, unpacked
 */
record IdxFiles(String dataset, Map<String, String> hashes, List<Source> sources) {

    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private static final List<String> NAMES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    /** The content of the four files. */
    record Contents(byte[] trainImages, byte[] trainLabels, byte[] testImages, byte[] testLabels) {

        private static Contents of(Map<String, byte[]> files) {
            return new Contents(
                    files.getOrDefault(TRAIN_IMAGES, new byte[0]),
                    files.getOrDefault(TRAIN_LABELS, new byte[0]),
                    files.getOrDefault(TEST_IMAGES, new byte[0]),
                    files.getOrDefault(TEST_LABELS, new byte[0]));
        }
    }

    /** The sample that ships with the plugin. */
    Contents sample() {
        var files = new HashMap<String, byte[]>();
        for (String name : NAMES) {
            String resource = dataset + "/" + name + ".gz";
            try (InputStream in = IdxFiles.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the plugin lacks its resource " + resource);
                }
                files.put(name, Gzip.unpack(in.readAllBytes()));
            } catch (IOException e) {
                throw new IllegalStateException("the plugin's resource " + resource + " cannot be read", e);
            }
        }
        return Contents.of(files);
    }

    /** Four files of a user, which need not be the original ones. */
    Contents fromFolder(String folder) {
        try {
            return Contents.of(new Source.Folder(folder).read(NAMES));
        } catch (IOException e) {
            throw new Misfit(
                    "no " + dataset + " files in '" + folder + "': " + e.getMessage(),
                    "put " + String.join(", ", NAMES) + " there, gzipped or not");
        }
    }

    /** The whole set, from the first place that has it. */
    Contents full(DataAccess access) {
        WholeFile.sweep(access.cache());
        var tried = new ArrayList<String>();
        Source cache = new Source.Folder(access.cache().toString());
        Map<String, byte[]> files = verified(cache, tried);
        if (files != null) {
            return Contents.of(files);
        }
        for (Source source : sources) {
            if (source.downloads() && !access.mayDownload()) {
                tried.add(source.label() + ": downloads are switched off");
                continue;
            }
            access.progress().accept(dataset + ": trying " + source.label());
            files = verified(source, tried);
            if (files != null) {
                keep(files, access.cache());
                return Contents.of(files);
            }
        }
        throw new PlatformException(
                ErrorCode.DATA_UNAVAILABLE,
                dataset + " could not be had; tried " + String.join("; ", tried),
                "put " + String.join(", ", NAMES) + " into a folder and name it as the data set's 'path'");
    }

    private @Nullable Map<String, byte[]> verified(Source source, List<String> tried) {
        try {
            Map<String, byte[]> files = source.read(NAMES);
            for (String name : NAMES) {
                String hash = Sha256.of(files.getOrDefault(name, new byte[0]));
                if (!hash.equals(hashes.get(name))) {
                    tried.add(source.label() + ": " + name + " has the SHA-256 " + hash + ", not " + hashes.get(name));
                    return null;
                }
            }
            return files;
        } catch (IOException e) {
            tried.add(source.label() + ": " + e.getMessage());
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tried.add(source.label() + ": interrupted");
            return null;
        }
    }

    /** Each file whole or not at all: written beside, forced to disk, then renamed. */
    private static void keep(Map<String, byte[]> files, Path cache) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                WholeFile.write(cache.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new PlatformException(
                    ErrorCode.DISK_FULL,
                    "the data cache " + cache + " cannot be written: " + e.getMessage(),
                    "make room, or give another data folder",
                    e);
        }
    }
}
