package dev.stride.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The shape of an image: channels first, as in {@code 3x32x32}.
 *
 * @param channels 1 for grey, 3 for colour
 * @param height in pixels
 * @param width in pixels
 */
public record ImageShape(int channels, int height, int width) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})x(\\d{1,5})x(\\d{1,5})");

    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("an image needs at least one channel, row and column, not " + channels
                    + "x" + height + "x" + width);
        }
    }

    /** Reads {@code CxHxW}; empty where the text has another form. */
    public static Optional<ImageShape> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int c = Integer.parseInt(matcher.group(1));
        int h = Integer.parseInt(matcher.group(2));
        int w = Integer.parseInt(matcher.group(3));
        return c < 1 || h < 1 || w < 1 ? Optional.empty() : Optional.of(new ImageShape(c, h, w));
    }

    public long size() {
        return (long) channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
