package dev.parley.app.notice.internal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Reads pictures, also of strangers; makes them small. Never touches the disk or a display. */
final class Pictures {
    /** The largest picture that is decoded: a few hundred bytes may claim any size. */
    static final int DECODED_PIXELS = 40_000_000;

    private static final int WIDEST = 480;
    private static final float[] QUALITIES = {0.85f, 0.7f, 0.5f, 0.35f};

    private Pictures() {}

    /** @throws IOException when it is none, or too large */
    static BufferedImage read(byte[] bytes, int mostPixels) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IIOException("it is no picture in PNG or JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > mostPixels) {
                    throw new IIOException("it has " + pixels + " pixels; at most " + mostPixels + " are read");
                }
                return reader.read(0);
            } catch (RuntimeException e) { // what decoders do with damaged input
                throw new IIOException("it is damaged", e);
            } finally {
                reader.dispose();
            }
        }
    }

    /**
     * Makes a picture small enough.
     *
     * @param bytes PNG or JPEG of any size
     * @return the same bytes when they are small enough, otherwise a JPEG
     * @throws IOException when it is no picture
     */
    static byte[] shrink(byte[] bytes, int most) throws IOException {
        BufferedImage picture = read(bytes, DECODED_PIXELS);
        if (bytes.length <= most) {
            return bytes;
        }
        for (int width = Math.min(WIDEST, picture.getWidth()); width > 0; width = width * 3 / 4) {
            BufferedImage scaled =
                    scaled(picture, width, Math.max(1, picture.getHeight() * width / picture.getWidth()));
            for (float quality : QUALITIES) {
                byte[] small = jpeg(scaled, quality);
                if (small.length <= most) {
                    return small;
                }
            }
        }
        throw new IIOException("it cannot be made small enough");
    }

    /** In steps of at most a half, so that each pixel of the original counts; on white, as JPEG knows nothing transparent. */
    static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage now = picture;
        do {
            int w = Math.max(width, now.getWidth() / 2);
            int h = Math.max(height, now.getHeight() / 2);
            BufferedImage next = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = next.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(now, 0, 0, w, h, Color.WHITE, null);
            graphics.dispose();
            now = next;
        } while (now.getWidth() > width || now.getHeight() > height);
        return now;
    }

    private static byte[] jpeg(BufferedImage picture, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
