package dev.stride.artifacts;

import static dev.stride.artifacts.WeightFormatException.damaged;
import static dev.stride.artifacts.WeightFormatException.quoted;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pickle as far as it is a dictionary of tensors, and executes nothing: a pickle is a program for a machine with a
 * stack, of whose instructions those are known that build plain values, and of the functions that it may call those that
 * describe a tensor. Everything else is refused with its name. No instruction makes more than what it is itself made of,
 * and their number is limited; nothing here recurses.
 */
final class PickleReader {

    /** Of the largest published nets it takes a tenth. */
    private static final int MOST_INSTRUCTIONS = 500_000;

    private static final String SAVE_THE_STATE = "save the state dict alone, by torch.save(model.state_dict(), path)";
    private static final int BYTE = 0xff;
    private static final int NEWEST_PROTOCOL = 5;

    private final ByteBuffer pickle;
    private final Deque<List<Pickled>> marks = new ArrayDeque<>();
    private final Map<Integer, Pickled> memo = new HashMap<>();
    private List<Pickled> stack = new ArrayList<>();
    private int instructions;

    private PickleReader(ByteBuffer pickle) {
        this.pickle = pickle;
    }

    /**
     * Reads one value.
     *
     * @param pickles stands at its beginning, and after it then
     */
    static Pickled read(ByteBuffer pickles) throws IOException {
        try {
            return new PickleReader(pickles.order(ByteOrder.LITTLE_ENDIAN)).read();
        } catch (BufferUnderflowException e) {
            throw damaged("has a pickle that ends early, or is longer than that of any net");
        }
    }

    private Pickled read() throws IOException {
        while (true) {
            count(1);
            int at = pickle.position();
            int code = pickle.get() & BYTE;
            if (code == '.') {
                return pop();
            }
            if (!plain(code) && !reference(code) && !container(code)) {
                throw refused("the instruction 0x" + Integer.toHexString(code) + " at byte " + at + " of its pickle");
            }
        }
    }

    private void count(int more) throws IOException {
        instructions += more;
        if (instructions > MOST_INSTRUCTIONS) {
            throw refused("more than " + MOST_INSTRUCTIONS + " instructions in its pickle");
        }
    }

    /** Values that need no others. */
    private boolean plain(int code) throws IOException {
        switch (code) {
            case 0x80 -> protocol();
            case 0x95 -> pickle.getLong(); // the length of what comes next, which tells nothing new
            case 'N' -> push(Pickled.Constant.NONE);
            case 0x88 -> push(Pickled.Constant.TRUE);
            case 0x89 -> push(Pickled.Constant.FALSE);
            case 'K' -> push(new Pickled.Whole(pickle.get() & BYTE));
            case 'M' -> push(new Pickled.Whole(pickle.getShort() & 0xffff));
            case 'J' -> push(new Pickled.Whole(pickle.getInt()));
            case 0x8a -> push(whole(pickle.get() & BYTE));
            case 'U', 0x8c -> push(text(pickle.get() & BYTE));
            case 'T', 'X' -> push(text(pickle.getInt()));
            case 0x8d -> push(text(pickle.getLong()));
            case 'c' -> push(name(line(), line()));
            case 0x93 -> {
                String name = text(pop());
                push(name(text(pop()), name));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Values that stand elsewhere. */
    private boolean reference(int code) throws IOException {
        switch (code) {
            case 'q' -> memo.put(pickle.get() & BYTE, top());
            case 'r' -> memo.put(pickle.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(pickle.get() & BYTE));
            case 'j' -> push(remembered(pickle.getInt()));
            case 'Q' -> push(storage(items(pop())));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Values that are made of others. */
    private boolean container(int code) throws IOException {
        switch (code) {
            case '(' -> {
                marks.push(stack);
                stack = new ArrayList<>();
            }
            case '}' -> push(new Pickled.Dictionary());
            case ']' -> push(new Pickled.Items(new ArrayList<>()));
            case ')' -> push(new Pickled.Items(new ArrayList<>()));
            case 0x85, 0x86, 0x87 -> push(new Pickled.Items(last(code - 0x84)));
            case 't' -> {
                List<Pickled> values = sinceMark();
                push(new Pickled.Items(values));
            }
            case 'a' -> append(last(1));
            case 'e' -> append(sinceMark());
            case 's' -> put(last(2));
            case 'u' -> put(sinceMark());
            case 'R' -> {
                List<Pickled> arguments = items(pop());
                push(called(pop(), arguments));
            }
            case 'b' -> pop(); // the state of a dictionary: versions of its modules
            default -> {
                return false;
            }
        }
        return true;
    }

    private void protocol() throws IOException {
        int protocol = pickle.get() & BYTE;
        if (protocol > NEWEST_PROTOCOL) {
            throw refused("protocol " + protocol + " of pickles");
        }
    }

    private Pickled.Whole whole(int bytes) throws IOException {
        if (bytes > Long.BYTES) {
            throw refused("a whole number of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (pickle.get() & (long) BYTE) << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - Byte.SIZE * bytes;
        return new Pickled.Whole(bytes == 0 ? 0 : value << unused >> unused);
    }

    private Pickled.Text text(long bytes) throws IOException {
        if (bytes < 0 || bytes > pickle.remaining()) {
            throw damaged("has a pickle that ends within a text");
        }
        byte[] text = new byte[(int) bytes];
        pickle.get(text);
        return new Pickled.Text(new String(text, StandardCharsets.UTF_8));
    }

    private String line() {
        int start = pickle.position();
        int end = start;
        while (pickle.get() != '\n') {
            end++;
        }
        byte[] line = new byte[end - start];
        pickle.get(start, line);
        return new String(line, StandardCharsets.UTF_8);
    }

    private static Pickled.Name name(String module, String name) throws IOException {
        String words = module + "." + name;
        return new Pickled.Name(PickledName.of(words).orElseThrow(() -> refused(quoted(words))));
    }

    /** A storage is told as {@code ('storage', type, key, device, numbers)}; an older form ends with one value more. */
    private static Pickled.Storage storage(List<Pickled> told) throws IOException {
        if (told.size() < 5
                || told.size() > 6
                || told.size() == 6 && told.get(5) != Pickled.Constant.NONE
                || !text(told.get(0)).equals("storage")
                || !(told.get(1) instanceof Pickled.Name type)) {
            throw refused("a storage that is told in another way");
        }
        NumberType numbers = type.value().stored().orElseThrow(() -> refused("a storage without numbers"));
        return new Pickled.Storage(text(told.get(2)), numbers, whole(told.get(4)));
    }

    private Pickled called(Pickled function, List<Pickled> arguments) throws IOException {
        if (!(function instanceof Pickled.Name name)) {
            throw refused("a call of what is no function");
        }
        return switch (name.value()) {
            case ORDERED_DICT -> dictionary(arguments);
            case REBUILD_TENSOR, REBUILD_TENSOR_V2 -> view(arguments);
            case REBUILD_PARAMETER -> argument(arguments, 0);
            default -> throw refused("a storage that is made anew");
        };
    }

    /** An ordered dictionary is made empty, or of pairs. */
    private Pickled.Dictionary dictionary(List<Pickled> arguments) throws IOException {
        var dictionary = new Pickled.Dictionary();
        if (!arguments.isEmpty()) {
            for (Pickled pair : items(arguments.get(0))) {
                count(1);
                put(dictionary, items(pair));
            }
        }
        return dictionary;
    }

    private static Pickled.View view(List<Pickled> arguments) throws IOException {
        if (!(argument(arguments, 0) instanceof Pickled.Storage storage)) {
            throw refused("a tensor without a storage");
        }
        return new Pickled.View(
                storage, whole(argument(arguments, 1)), wholes(argument(arguments, 2)), wholes(argument(arguments, 3)));
    }

    private static Pickled argument(List<Pickled> arguments, int index) throws IOException {
        if (index >= arguments.size()) {
            throw damaged("has a tensor that is told by " + arguments.size() + " values");
        }
        return arguments.get(index);
    }

    private void append(List<Pickled> values) throws IOException {
        items(top()).addAll(values);
    }

    private void put(List<Pickled> pairs) throws IOException {
        if (!(top() instanceof Pickled.Dictionary dictionary)) {
            throw refused("an entry of what is no dictionary");
        }
        put(dictionary, pairs);
    }

    private static void put(Pickled.Dictionary dictionary, List<Pickled> pairs) throws IOException {
        if (pairs.size() % 2 != 0) {
            throw damaged("has a dictionary with a key that has no value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            dictionary.values().put(text(pairs.get(i)), pairs.get(i + 1));
        }
    }

    private Pickled remembered(int index) throws IOException {
        Pickled value = memo.get(index);
        if (value == null) {
            throw damaged("has a pickle that speaks of a value it did not have before");
        }
        return value;
    }

    private void push(Pickled value) {
        stack.add(value);
    }

    private Pickled top() throws IOException {
        if (stack.isEmpty()) {
            throw damaged("has a pickle that takes a value where there is none");
        }
        return stack.get(stack.size() - 1);
    }

    private Pickled pop() throws IOException {
        Pickled value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Pickled> last(int count) throws IOException {
        if (stack.size() < count) {
            throw damaged("has a pickle that takes a value where there is none");
        }
        List<Pickled> top = stack.subList(stack.size() - count, stack.size());
        var values = new ArrayList<Pickled>(top);
        top.clear();
        return values;
    }

    private List<Pickled> sinceMark() throws IOException {
        if (marks.isEmpty()) {
            throw damaged("has a pickle that ends a list which did not begin");
        }
        List<Pickled> values = stack;
        stack = marks.pop();
        return values;
    }

    private static List<Pickled> items(Pickled value) throws IOException {
        if (value instanceof Pickled.Items items) {
            return items.values();
        }
        throw refused("another value where a list is expected");
    }

    private static List<Long> wholes(Pickled value) throws IOException {
        List<Pickled> axes = items(value);
        if (axes.size() > StoredTensor.MOST_AXES) {
            throw refused("a tensor of " + axes.size() + " axes");
        }
        var wholes = new ArrayList<Long>();
        for (Pickled item : axes) {
            wholes.add(whole(item));
        }
        return wholes;
    }

    private static long whole(Pickled value) throws IOException {
        if (value instanceof Pickled.Whole whole) {
            return whole.value();
        }
        throw refused("another value where a whole number is expected");
    }

    private static String text(Pickled value) throws IOException {
        if (value instanceof Pickled.Text text) {
            return text.value();
        }
        throw refused("another value where a text is expected");
    }

    private static WeightFormatException refused(String what) {
        return new WeightFormatException(
                "holds " + what + ", which no plain dictionary of tensors has", SAVE_THE_STATE);
    }
}
