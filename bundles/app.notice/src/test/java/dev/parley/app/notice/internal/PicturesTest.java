package dev.parley.app.notice.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void whatIsSmallStaysAsItIs() throws IOException {
        byte[] small = Images.noise(20, 20);
        assertSame(small, Pictures.shrink(small, 10_000));
    }

    @Test
    void whatIsLargeBecomesSmallAndKeepsItsShape() throws IOException {
        byte[] small = Pictures.shrink(Images.noise(900, 300), 10_000);
        assertTrue(small.length <= 10_000);
        BufferedImage picture = Pictures.read(small, 1_000_000);
        assertEquals(3.0, (double) picture.getWidth() / picture.getHeight(), 0.1);
    }

    @Test
    void whatCannotBeSmallEnoughIsRefused() {
        assertThrows(IOException.class, () -> Pictures.shrink(Images.noise(50, 50), 10));
    }

    @Test
    void whatClaimsToBeHugeIsNotDecoded() throws IOException {
        byte[] picture = Images.noise(100, 100);
        assertThrows(IOException.class, () -> Pictures.read(picture, 9_999));
        assertEquals(100, Pictures.read(picture, 10_000).getWidth());
    }

    /** Whatever a stranger sends: a picture or an {@link IOException}, nothing else. */
    @Test
    void damagedPicturesAreRefusedAndNothingMore() throws IOException {
        Random random = new Random(2);
        byte[] jpeg = Pictures.shrink(Images.noise(200, 200), 4_000);
        byte[] png = Images.noise(12, 12);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = (i % 2 == 0 ? jpeg : png).clone();
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Pictures.read(bad, 100_000);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "only " + refused);
    }

    @Test
    void blackAndWhiteAreDrawnDotByDot() {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                image.setRGB(x, y, x < 2 ? 0 : 0xffffff); // left black
            }
        }
        assertEquals(List.of("\u28FF\u2800"), Drawing.of(image, 2));
    }

    @Test
    void greyIsHalfOfTheDots() {
        BufferedImage image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 6_400; i++) {
            image.setRGB(i % 80, i / 80, 0x808080);
        }
        List<String> lines = Drawing.of(image, 40);
        assertEquals(20, lines.size());
        long dots = lines.stream()
                .flatMapToInt(String::chars)
                .map(letter -> Integer.bitCount(letter - 0x2800))
                .sum();
        assertTrue(Math.abs(dots - 3_200) < 100, "are " + dots);
    }

    @Test
    void theSmallestPictureIsDrawnToo() {
        assertArrayEquals(
                new int[] {1},
                Drawing.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), 1).stream()
                        .mapToInt(String::length)
                        .toArray());
    }
}
