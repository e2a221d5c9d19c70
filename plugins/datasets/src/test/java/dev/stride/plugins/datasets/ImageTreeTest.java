package dev.stride.plugins.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.spi.Misfit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTreeTest {

    private static final String LONG = "b/" + "long".repeat(60) + ".jpg";

    @TempDir
    private Path folder;

    private Path images;
    private Path cache;

    @BeforeEach
    void write() throws IOException {
        images = folder.resolve("images");
        cache = Files.createDirectory(folder.resolve("cache"));
        ImageFiles.write(images.resolve("train/a/1.png"), new byte[] {1, 2, 3});
        ImageFiles.write(images.resolve("test/a/2.PNG"), new byte[] {4});
        ImageFiles.write(images.resolve(LONG), new byte[700]);
        ImageFiles.write(images.resolve("readme.txt"), new byte[] {5});
        ImageFiles.write(images.resolve("b/.hidden.png"), new byte[] {6});
    }

    @Test
    void aFolderAndItsArchivesHaveTheSameFiles() throws IOException {
        Path zip = ImageFiles.zip(images, folder.resolve("images.zip"));
        Path tar = tar(folder.resolve("images.tar"), "");
        Path dotted = tar(folder.resolve("dotted"), "./");
        Path packed = packed(tar, folder.resolve("images.tar.gz"));
        for (Path path : List.of(images, zip, tar, dotted, packed)) {
            try (ImageTree tree = ImageTree.open(path.toString(), cache)) {
                assertThat(tree.entries())
                        .as(path.toString())
                        .containsExactly(
                                new ImageTree.Entry(LONG, "b", ImageTree.Part.UNSAID),
                                new ImageTree.Entry("test/a/2.PNG", "a", ImageTree.Part.TEST),
                                new ImageTree.Entry("train/a/1.png", "a", ImageTree.Part.TRAIN));
                assertThat(tree.read("train/a/1.png")).containsExactly(1, 2, 3);
                assertThat(tree.read(LONG)).hasSize(700);
                assertThat(tree.read("test/a/2.PNG")).containsExactly(4);
            }
        }
    }

    @Test
    void linksInATarAreNoFiles() throws IOException {
        Path tar = folder.resolve("links.tar");
        try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            for (byte kind : new byte[] {TarArchiveEntry.LF_SYMLINK, TarArchiveEntry.LF_LINK}) {
                var link = new TarArchiveEntry("a/" + kind + ".png", kind);
                link.setLinkName("/etc/passwd");
                out.putArchiveEntry(link);
                out.closeArchiveEntry();
            }
        }
        try (ImageTree tree = ImageTree.open(tar.toString(), cache)) {
            assertThat(tree.entries()).isEmpty();
        }
    }

    @Test
    void ofFilesWithOneNameTheLastCounts() throws IOException {
        Path tar = folder.resolve("twice.tar");
        try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            put(out, "a/1.png", new byte[] {1});
            put(out, "a/1.png", new byte[] {2});
        }
        try (ImageTree tree = ImageTree.open(tar.toString(), cache)) {
            assertThat(tree.read("a/1.png")).containsExactly(2);
            assertThat(tree.entries()).hasSize(1);
        }
    }

    @Test
    void aPackedTarIsUnpackedOnceAndAgainWhenItChanges() throws IOException {
        Path packed = packed(tar(folder.resolve("images.tar"), ""), folder.resolve("images.tgz"));
        ImageTree.open(packed.toString(), cache).close();
        Path unpacked = only(cache);
        var before = Files.readAttributes(unpacked, "fileKey,lastModifiedTime");
        ImageTree.open(packed.toString(), cache).close();
        assertThat(Files.readAttributes(only(cache), "fileKey,lastModifiedTime"))
                .isEqualTo(before);
        ImageFiles.write(images.resolve("b/more.png"), new byte[] {7});
        packed(tar(folder.resolve("images.tar"), ""), packed);
        try (ImageTree tree = ImageTree.open(packed.toString(), cache)) {
            assertThat(tree.read("b/more.png")).containsExactly(7);
        }
        assertThat(only(cache)).isNotEqualTo(unpacked);
    }

    @Test
    void damagedArchivesAreRefusedAndLeaveNothing() throws IOException {
        Path tar = tar(folder.resolve("images.tar"), "");
        byte[] packed = Files.readAllBytes(packed(tar, folder.resolve("images.tar.gz")));
        byte[] plain = Files.readAllBytes(tar);
        byte[] sum = plain.clone();
        sum[0]++;
        for (byte[] content : List.of(
                Arrays.copyOf(packed, packed.length / 2),
                Arrays.copyOf(plain, 700),
                sum,
                "no archive at all".getBytes())) {
            Path damaged = Files.write(folder.resolve("damaged"), content);
            assertThatThrownBy(() -> ImageTree.open(damaged.toString(), cache))
                    .isInstanceOf(Misfit.class)
                    .hasMessageContaining("cannot be read as a zip, tar or tar.gz")
                    .hasMessageContaining("give a folder or a sound archive");
        }
        try (var left = Files.list(cache)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertThatThrownBy(() -> ImageTree.open(folder.resolve("absent").toString(), cache))
                .isInstanceOf(Misfit.class)
                .hasMessageContaining("there is no folder, zip or tar");
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return assertThat(files.toList()).hasSize(1).actual().get(0);
        }
    }

    private Path tar(Path tar, String prefix) throws IOException {
        try (var out = new TarArchiveOutputStream(Files.newOutputStream(tar));
                var files = Files.walk(images)) {
            out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : files.filter(f -> !f.equals(images)).toList()) {
                String name = prefix + images.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file)) {
                    out.putArchiveEntry(new TarArchiveEntry(name + "/"));
                    out.closeArchiveEntry();
                } else {
                    put(out, name, Files.readAllBytes(file));
                }
            }
        }
        return tar;
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    private static Path packed(Path tar, Path to) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            Files.copy(tar, out);
        }
        return to;
    }
}
