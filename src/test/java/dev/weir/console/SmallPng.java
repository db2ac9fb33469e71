package dev.weir.console;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Writes screenshots with the 256 colours that they have most, which makes them half as large. */
final class SmallPng {

    private static final int COLOURS = 256;
    private static final int BITS = 8;
    private static final int OPAQUE = 0xFF000000;

    private SmallPng() {}

    /** Writes a PNG to a file; other colours become the nearest of those that it keeps. */
    static void write(byte[] png, Path file) throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(png));
        int[] kept = frequent(image);
        var colours = new IndexColorModel(BITS, kept.length, kept, 0, false, -1, DataBuffer.TYPE_BYTE);
        var small = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = nearest.computeIfAbsent(image.getRGB(x, y) | OPAQUE, colour -> nearest(kept, colour));
                small.getRaster().setSample(x, y, 0, index);
            }
        }
        ImageIO.write(small, "png", file.toFile());
    }

    private static int[] frequent(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) | OPAQUE, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(COLOURS)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private static int nearest(int[] kept, int colour) {
        int best = 0;
        for (int i = 1; i < kept.length; i++) {
            if (distance(kept[i], colour) < distance(kept[best], colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 3 * BITS; shift += BITS) {
            int difference = ((a >> shift) & 0xFF) - ((b >> shift) & 0xFF);
            sum += difference * difference;
        }
        return sum;
    }
}
