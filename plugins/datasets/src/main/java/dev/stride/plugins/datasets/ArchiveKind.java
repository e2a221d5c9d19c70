package dev.stride.plugins.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a file with images in it is, as its first bytes say. */
enum ArchiveKind {
    /** Also what nothing is known of. */
    ZIP {
        @Override
        ImageTree open(Path archive, Path cache) throws IOException {
            return new ZipTree(archive);
        }
    },
    /** Not packed. */
    TAR {
        @Override
        ImageTree open(Path archive, Path cache) throws IOException {
            return new TarTree(archive);
        }
    },
    /** A tar, packed as a whole. */
    GZIP {
        @Override
        ImageTree open(Path archive, Path cache) throws IOException {
            return new TarTree(UnpackedTar.of(archive, cache));
        }
    };

    static final String NAMES = "a zip, tar or tar.gz";

    private static final int BLOCK = 512;

    /** @param cache a folder for what has to be unpacked */
    abstract ImageTree open(Path archive, Path cache) throws IOException;

    static ArchiveKind of(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] first = in.readNBytes(BLOCK);
            if (first.length > 2 && first[0] == 0x1F && first[1] == (byte) 0x8B) {
                return GZIP;
            }
            return TarArchiveInputStream.matches(first, first.length) ? TAR : ZIP;
        }
    }
}
