package dev.parley.api.peer;

import java.math.BigInteger;

/** Decides whether 32 bytes are an Ed25519 public key that may be trusted to be one person's: RFC 8032, section 5.1.3. */
final class Ed25519Point {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final BigInteger SQRT_MINUS_ONE =
            BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
    private static final BigInteger ROOT_EXPONENT = P.add(BigInteger.valueOf(3)).shiftRight(3);

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
        BigInteger x2 = y2.subtract(BigInteger.ONE)
                .multiply(D.multiply(y2).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        BigInteger x = x2.modPow(ROOT_EXPONENT, P);
        if (!x.multiply(x).mod(P).equals(x2)) {
            x = x.multiply(SQRT_MINUS_ONE).mod(P);
        }
        if (!x.multiply(x).mod(P).equals(x2)) {
            throw new IllegalArgumentException("this is no peer name: its key is not a point on the curve");
        }
        if (x.signum() == 0 && odd) {
            throw new IllegalArgumentException("this is no peer name: its key is not in canonical form");
        }
        if (hasSmallOrder(x, y)) {
            throw new IllegalArgumentException("this is no peer name: its key is of small order, and anybody's");
        }
    }

    /** Doubling three times (affine, complete addition law) reaches the neutral element (0, 1) just for orders 1, 2, 4, 8. */
    private static boolean hasSmallOrder(BigInteger px, BigInteger py) {
        BigInteger x = px;
        BigInteger y = py;
        for (int i = 0; i < 3; i++) {
            BigInteger x2 = x.multiply(x).mod(P);
            BigInteger y2 = y.multiply(y).mod(P);
            BigInteger dxy = D.multiply(x2).multiply(y2).mod(P);
            BigInteger nextX =
                    x.multiply(y).shiftLeft(1).multiply(BigInteger.ONE.add(dxy).modInverse(P));
            BigInteger nextY = y2.add(x2).multiply(BigInteger.ONE.subtract(dxy).modInverse(P));
            x = nextX.mod(P);
            y = nextY.mod(P);
        }
        return x.signum() == 0 && y.equals(BigInteger.ONE);
    }
}
