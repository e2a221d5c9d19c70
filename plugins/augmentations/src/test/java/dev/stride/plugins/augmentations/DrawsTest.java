package dev.stride.plugins.augmentations;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.ImageShape;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.spi.Augmentation;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Module;
import dev.stride.spi.ParameterRecord;
import dev.stride.spi.Transform;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * One seed draws the same bits on every machine, Java and release: what is drawn today is held by its hash. Whoever changes
 * what an augmentation draws changes every experiment that has it, and its hash here.
 */
class DrawsTest {

    private static final int DRAWS = 200;
    private static final ImageStatistics IMAGES = new ImageStatistics(
            new ImageShape(3, 32, 24),
            List.of(0.5, 0.4, 0.3),
            List.of(0.25, 0.2, 0.3),
            List.of(List.of(0.06, 0.05, 0.04), List.of(0.05, 0.07, 0.05), List.of(0.04, 0.05, 0.08)));

    private static final Map<String, String> KNOWN = Map.ofEntries(
            entry("brightness", "8c38a689d1197c46"),
            entry("colour-shift", "061389d17685a2c7"),
            entry("contrast", "ab2ab8dd0b975a07"),
            entry("cutmix", "6ede4ac9ecf3a51e"),
            entry("cutout", "595ae00b472b687f"),
            entry("local-warp", "70404f7140b14eba"),
            entry("mirror", "a4e45718ea7c5237"),
            entry("mixup", "b1b982dfee440be5"),
            entry("pca-colour", "75f40ef2aba4d46a"),
            entry("random-crop", "a1e5cc549b74f693"),
            entry("rotation", "a7ba1534b87a21a8"),
            entry("saturation", "b1c83d41da09d4f9"),
            entry("scaling", "91e9e06463645b5d"),
            entry("shear", "417daed7f373ee29"),
            entry("translation", "5cdef46547ff4a83"));

    @Test
    void everyAugmentationDrawsWhatItDrewBefore() throws Exception {
        var hashes = new TreeMap<String, String>();
        for (Module<?> module : new AugmentationsPlugin().modules()) {
            hashes.put(module.name(), hash((Augmentation<?>) module));
        }
        assertThat(hashes).isEqualTo(KNOWN);
    }

    private static <P extends Record> String hash(Augmentation<P> augmentation) throws Exception {
        P parameters = ParameterRecord.of(augmentation.parameters()).bind(ParameterValue.Fields.NONE);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (int i = 0; i < DRAWS; i++) {
            write(augmentation.draw(parameters, IMAGES, RandomStream.of(5).split(i)), out);
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    private static void write(Transform transform, DataOutputStream out) throws IOException {
        out.writeUTF(transform.getClass().getSimpleName());
        if (transform instanceof Transform.Geometric map) {
            write(out, map.xx(), map.xy(), map.dx(), map.yx(), map.yy(), map.dy());
        } else if (transform instanceof Transform.Warp warp) {
            write(out, warp.dx());
            write(out, warp.dy());
        } else if (transform instanceof Transform.Colour colour) {
            for (double[] row : colour.matrix()) {
                write(out, row);
            }
            write(out, colour.offset());
        } else if (transform instanceof Transform.Erase erase) {
            out.writeUTF(erase.box().toString());
            write(out, erase.value());
        } else if (transform instanceof Transform.Mix mix) {
            write(out, mix.share());
            out.writeUTF(mix.box().toString());
        }
    }

    private static void write(DataOutputStream out, double... values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }
}
