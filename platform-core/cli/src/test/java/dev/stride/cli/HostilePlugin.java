package dev.stride.cli;

import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.About;
import dev.stride.spi.Architecture;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.Module;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.Plugin;
import dev.stride.spi.Range;
import dev.stride.spi.Transform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A plugin whose texts would colour the screen, move the cursor, and turn the order of reading around. */
public final class HostilePlugin implements Plugin {

    private static final List<Class<?>> CLASSES =
            List.of(HostilePlugin.class, Nameless.class, Nothing.class, Named.class, Net.class, Loud.class);

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public List<? extends Module<?>> modules() {
        return List.of(
                new Named("quiet", "red \u001b[31m, home \u001b[H, left \u202e, bell \u0007, line \n end"),
                new Named("loud\u001b[2J\u202e", "its name is the trouble"),
                new Net("net", "layer"),
                new Net("other-net", "layer\u001b[2J\u202e"));
    }

    /** A plugin whose own name is no better. */
    public static final class Nameless implements Plugin {

        @Override
        public String name() {
            return "less\u001b[31m\u202e\rthan nothing";
        }

        @Override
        public List<? extends Module<?>> modules() {
            return List.of();
        }
    }

    /** A plugin that fails with a text that is no better either. */
    public static final class Nothing implements Plugin {

        @Override
        public String name() {
            throw new IllegalStateException("no name \u001b[31m\u202e\u009b2J");
        }

        @Override
        public List<? extends Module<?>> modules() {
            return List.of();
        }
    }

    private record Named(String name, String summary) implements Augmentation<Loud> {

        @Override
        public Class<Loud> parameters() {
            return Loud.class;
        }

        @Override
        public Transform draw(Loud parameters, ImageStatistics images, RandomStream random) {
            throw new UnsupportedOperationException("it is only listed");
        }
    }

    /** A net that is called as nothing should be, and perhaps a layer of it. */
    private record Net(String name, String layer) implements Architecture<Loud> {

        @Override
        public String summary() {
            return "a net";
        }

        @Override
        public Class<Loud> parameters() {
            return Loud.class;
        }

        @Override
        public NetworkInput paperInput(Loud parameters) {
            return NetworkInput.unnormalised(new ImageShape(1, 8, 8), 2);
        }

        @Override
        public Network describe(Loud parameters, NetworkInput input) {
            return NetworkBuilder.of("net\u001b[31m\u202e", Initialiser.LECUN, input.layer())
                    .flatten(layer)
                    .classify("head", input.classes());
        }
    }

    /** What its modules take. */
    public record Loud(
            @About("how loud \u001b[31m\u202e") @Default("1") @Range(min = 0, max = 9)
            int volume) {}

    /** Packs the three plugins into jars, one of them with a name like their texts. */
    static void pack(Path folder) throws IOException {
        Files.createDirectories(folder);
        pack(folder.resolve("hostile\u001b[31m\u202e.jar"), HostilePlugin.class);
        pack(folder.resolve("nameless.jar"), Nameless.class);
        pack(folder.resolve("nothing.jar"), Nothing.class);
    }

    private static void pack(Path jar, Class<?> plugin) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/services/" + Plugin.class.getName()));
            zip.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : CLASSES) {
                String file = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(file));
                try (InputStream in = HostilePlugin.class.getResourceAsStream("/" + file)) {
                    in.transferTo(zip);
                }
            }
        }
    }
}
