package dev.parley.console.internal;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as lines of text: each character shows two squares, one above the other. For light text on a dark ground. */
final class QrPicture {
    /** Light squares around it, which readers look for. */
    private static final int BORDER = 4;

    private QrPicture() {}

    static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder picture = new StringBuilder();
        for (int y = -BORDER; y < code.size + BORDER; y += 2) {
            for (int x = -BORDER; x < code.size + BORDER; x++) {
                boolean upper = code.getModule(x, y);
                boolean lower = code.getModule(x, y + 1);
                picture.append(upper ? lower ? ' ' : '▄' : lower ? '▀' : '█');
            }
            picture.append('\n');
        }
        return picture.substring(0, picture.length() - 1);
    }
}
