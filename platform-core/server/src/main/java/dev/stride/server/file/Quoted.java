package dev.stride.server.file;

/** Text of a user as it may stand in a message: short, without control characters. */
final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    static String text(Object value) {
        String plain = value.toString().replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}
