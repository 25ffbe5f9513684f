package dev.parley.app.notice.internal;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a picture with the dots of Braille letters, eight to a letter: any terminal shows them, without colours and without escapes.
 * Brightness is spread over neighbours (Floyd and Steinberg's error diffusion).
 */
final class Drawing {
    private static final int ACROSS = 2;
    private static final int DOWN = 4;
    private static final int EMPTY = 0x2800; // Unicode's Braille patterns
    private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

    private final int width;
    private final int height;
    private final double[][] dark; // 0 white, 1 black

    private Drawing(BufferedImage small) {
        width = small.getWidth();
        height = small.getHeight();
        dark = new double[width][height];
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                int rgb = small.getRGB(x, y);
                double light = 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
                dark[x][y] = 1 - light / 255;
            }
        }
    }

    /**
     * Draws it.
     *
     * @param columns the most letters across, and half as many lines
     */
    static List<String> of(BufferedImage picture, int columns) {
        double scale = Math.min(
                (double) columns * ACROSS / picture.getWidth(), (double) columns / 2 * DOWN / picture.getHeight());
        int width = Math.max(1, (int) (picture.getWidth() * scale));
        int height = Math.max(1, (int) (picture.getHeight() * scale));
        Drawing drawing = new Drawing(Pictures.scaled(picture, width, height));
        drawing.dither();
        return drawing.lines();
    }

    private void dither() {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wanted = dark[x][y];
                dark[x][y] = wanted < 0.5 ? 0 : 1;
                double error = (wanted - dark[x][y]) / 16;
                spread(x + 1, y, 7 * error);
                spread(x - 1, y + 1, 3 * error);
                spread(x, y + 1, 5 * error);
                spread(x + 1, y + 1, error);
            }
        }
    }

    private void spread(int x, int y, double error) {
        if (x >= 0 && x < width && y < height) {
            dark[x][y] += error;
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int top = 0; top < height; top += DOWN) {
            StringBuilder line = new StringBuilder();
            for (int left = 0; left < width; left += ACROSS) {
                line.append((char) (EMPTY + dots(left, top)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private int dots(int left, int top) {
        int dots = 0;
        for (int x = left; x < Math.min(width, left + ACROSS); x++) {
            for (int y = top; y < Math.min(height, top + DOWN); y++) {
                if (dark[x][y] > 0.5) {
                    dots |= DOTS[x - left][y - top];
                }
            }
        }
        return dots;
    }
}
