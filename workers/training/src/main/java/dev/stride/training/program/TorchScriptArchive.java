package dev.stride.training.program;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive: a zip without compression that holds the code of a module without attributes of its own. Equal
 * code gives equal bytes.
 */
final class TorchScriptArchive {

    /** Pickle, protocol 2: an instance of {@code __torch__.M} with {@code training = True}. */
    private static final String MODULE =
            "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0088ub.";

    /** Pickle, protocol 2: no constants. */
    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private static final String CLASS =
            "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    private TorchScriptArchive() {}

    /** @param methods of the module's class, indented by two */
    static byte[] of(String methods) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "m/data.pkl", MODULE.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "m/code/__torch__.py", (CLASS + methods).getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", NO_CONSTANTS.getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var checksum = new CRC32();
        checksum.update(content);
        var entry = new ZipEntry(name);
        entry.setTime(0);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }
}
