package dev.stride.artifacts;

import static dev.stride.artifacts.WeightFormatException.damaged;
import static dev.stride.artifacts.WeightFormatException.quoted;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The dictionary of tensors that {@code torch.save(model.state_dict(), path)} writes: a zip file since PyTorch 1.6, a row of
 * pickles before. What a tensor claims is held against the file before anything is allocated for it.
 */
final class TorchStateDict {

    private static final int LONGEST_PICKLE = 4 << 20;
    private static final String PICKLE = "data.pkl";
    private static final String TO_THE_STATE = "save the state dict alone, by torch.save(model.state_dict(), path)";

    /** The pickle of a number that stands for the format, and that of its version, 1001. */
    private static final byte[] LEGACY = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.',
        (byte) 0x80,
        2,
        'M',
        (byte) 0xe9,
        3,
        '.'
    };

    private TorchStateDict() {}

    static boolean isLegacy(byte[] beginning) {
        return beginning.length >= LEGACY.length
                && Arrays.equals(beginning, 0, LEGACY.length, LEGACY, 0, LEGACY.length);
    }

    /** Where a storage's numbers stand in a file. */
    private record Place(long position, long bytes) {}

    static List<StoredTensor> readZip(FileChannel channel) throws IOException {
        Map<String, StoredZip.Entry> entries = StoredZip.read(channel).entries();
        StoredZip.Entry pickle = pickle(entries);
        String folder = pickle.name().substring(0, pickle.name().length() - PICKLE.length());
        checkOrder(channel, entries.get(folder + "byteorder"));
        StoredZip.verify(channel, pickle);
        Pickled root = PickleReader.read(beginning(channel, pickle.position(), pickle.size()));
        var places = new HashMap<String, Place>();
        for (StoredZip.Entry entry : entries.values()) {
            if (entry.name().startsWith(folder + "data/")) {
                StoredZip.verify(channel, entry);
                places.put(entry.name().substring(folder.length() + 5), new Place(entry.position(), entry.size()));
            }
        }
        return tensors(root, places, channel.size());
    }

    private static StoredZip.Entry pickle(Map<String, StoredZip.Entry> entries) throws IOException {
        List<StoredZip.Entry> found = entries.values().stream()
                .filter(e -> e.name().endsWith("/" + PICKLE)
                        && e.name().indexOf('/') == e.name().lastIndexOf('/'))
                .toList();
        if (found.size() != 1) {
            throw new WeightFormatException("is a zip file that PyTorch did not write", TO_THE_STATE);
        }
        return found.get(0);
    }

    private static void checkOrder(FileChannel channel, StoredZip.@org.jspecify.annotations.Nullable Entry order)
            throws IOException {
        if (order != null) {
            ByteBuffer text = beginning(channel, order.position(), order.size());
            if (!StandardCharsets.UTF_8.decode(text).toString().equals("little")) {
                throw new WeightFormatException(
                        "has the higher byte of a number first", "save it on a machine with the lower byte first");
            }
        }
    }

    static List<StoredTensor> readLegacy(FileChannel channel) throws IOException {
        ByteBuffer pickles = beginning(channel, 0, channel.size());
        pickles.position(LEGACY.length);
        PickleReader.read(pickles); // of the machine that wrote it; PyTorch writes the lower byte first on all
        Pickled root = PickleReader.read(pickles);
        Pickled keys = PickleReader.read(pickles);
        return tensors(root, places(channel, pickles.position(), keys, storages(root)), channel.size());
    }

    /** Storages by key; only those that tensors see are known by size. */
    private static Map<String, Pickled.Storage> storages(Pickled root) throws IOException {
        var storages = new HashMap<String, Pickled.Storage>();
        for (Pickled value : dictionary(root).values()) {
            if (value instanceof Pickled.View view) {
                storages.putIfAbsent(view.storage().key(), view.storage());
            }
        }
        return storages;
    }

    /** The storages lie one after the other in the order of their keys, each behind how many numbers it has. */
    private static Map<String, Place> places(
            FileChannel channel, long start, Pickled keys, Map<String, Pickled.Storage> storages) throws IOException {
        if (!(keys instanceof Pickled.Items items)) {
            throw damaged("has no list of its storages");
        }
        var places = new HashMap<String, Place>();
        long at = start;
        for (Pickled item : items.values()) {
            Pickled.Storage storage = item instanceof Pickled.Text key ? storages.get(key.value()) : null;
            if (storage == null) {
                throw damaged("has a storage that no tensor sees");
            }
            if (at + Long.BYTES > channel.size()) {
                throw damaged("ends before its storage " + quoted(storage.key()));
            }
            long numbers = StoredZip.part(channel, at, Long.BYTES).getLong();
            long bytes = numbers * storage.type().bytes();
            at += Long.BYTES;
            if (numbers != storage.numbers()
                    || numbers < 0
                    || numbers > channel.size()
                    || bytes > channel.size() - at) {
                throw damaged("has a storage " + quoted(storage.key()) + " of " + numbers + " numbers in "
                        + (channel.size() - at) + " bytes");
            }
            places.put(storage.key(), new Place(at, bytes));
            at += bytes;
        }
        return places;
    }

    private static ByteBuffer beginning(FileChannel channel, long position, long size) throws IOException {
        return StoredZip.part(channel, position, (int) Math.min(LONGEST_PICKLE, size))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<StoredTensor> tensors(Pickled root, Map<String, Place> places, long fileSize)
            throws IOException {
        var tensors = new ArrayList<StoredTensor>();
        long bytes = 0;
        for (Map.Entry<String, Pickled> entry : dictionary(root).entrySet()) {
            StoredTensor tensor = tensor(entry.getKey(), entry.getValue(), places::get);
            tensors.add(tensor);
            bytes += tensor.bytes();
            if (bytes > fileSize) {
                throw damaged("has tensors of more bytes than it has itself: several see the same numbers");
            }
        }
        return tensors;
    }

    private static StoredTensor tensor(
            String name, Pickled value, Function<String, @org.jspecify.annotations.Nullable Place> places)
            throws IOException {
        if (!(value instanceof Pickled.View view)) {
            throw new WeightFormatException(
                    "is no state dict: its " + quoted(name) + " is " + word(value) + " and no tensor", TO_THE_STATE);
        }
        Pickled.Storage storage = view.storage();
        Place place = places.apply(storage.key());
        if (place == null) {
            throw damaged("lacks the storage " + quoted(storage.key()) + " of its tensor " + quoted(name));
        }
        if (storage.numbers() < 0
                || storage.numbers() > place.bytes() / storage.type().bytes()) {
            throw damaged("has a storage " + quoted(storage.key()) + " of " + storage.numbers() + " numbers in "
                    + place.bytes() + " bytes");
        }
        return StoredTensor.view(
                name, storage.type(), view.shape(), view.strides(), view.offset(), place.position(), storage.numbers());
    }

    private static Map<String, Pickled> dictionary(Pickled root) throws IOException {
        if (root instanceof Pickled.Dictionary dictionary) {
            return dictionary.values();
        }
        throw new WeightFormatException("is no state dict: it holds " + word(root), TO_THE_STATE);
    }

    private static String word(Pickled value) {
        if (value instanceof Pickled.Dictionary) {
            return "a dictionary";
        }
        return value instanceof Pickled.View ? "a tensor" : "another value";
    }
}
