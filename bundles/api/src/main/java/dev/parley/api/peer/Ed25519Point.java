package dev.parley.api.peer;

import java.math.BigInteger;

/** Decides whether 32 bytes are an Ed25519 public key that may be trusted to be one person's: RFC 8032, section 5.1.3. */
final class Ed25519Point {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    private Ed25519Point() {}

    static void requireValid(byte[] key) {
        byte[] bigEndian = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            bigEndian[i] = key[key.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        BigInteger y = new BigInteger(1, bigEndian);
        if (y.compareTo(P) >= 0) {
            throw new IllegalArgumentException("this is no peer name: its key is not in canonical form");
        }
        BigInteger y2 = y.multiply(y).mod(P);
        BigInteger u = y2.subtract(BigInteger.ONE).mod(P);
        BigInteger v = D.multiply(y2).add(BigInteger.ONE).mod(P);
        boolean xIsZero = u.signum() == 0;
        // x² = u / v has a root just when u · v has one; the root itself is not needed. Of the two only u can be zero:
        // d is no square.
        if (!xIsZero && !Legendre.isSquare(u.multiply(v).mod(P))) {
            throw new IllegalArgumentException("this is no peer name: its key is not a point on the curve");
        }
        if (xIsZero && odd) {
            throw new IllegalArgumentException("this is no peer name: its key is not in canonical form");
        }
        if (hasSmallOrder(y2)) {
            throw new IllegalArgumentException("this is no peer name: its key is of small order, and anybody's");
        }
    }

    /**
     * Order 1 or 2: x = 0, y² = 1. Order 4: y = 0. Order 8: twice the point has y = 0, so x² = -y², and the curve's equation becomes
     * d · y⁴ + 2 · y² = 1.
     */
    private static boolean hasSmallOrder(BigInteger y2) {
        return y2.signum() == 0
                || y2.equals(BigInteger.ONE)
                || D.multiply(y2).add(BigInteger.TWO).multiply(y2).mod(P).equals(BigInteger.ONE);
    }
}
