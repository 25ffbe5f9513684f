package dev.parley.api.peer;

import java.math.BigInteger;

/**
 * Whether a number is a square modulo 2²⁵⁵ - 19: the Jacobi symbol, by the binary algorithm. Ten times as fast as Euler's criterion; of
 * ten thousand contacts each key is checked when they are read. Takes longer for some numbers than for others, which does not matter for
 * what is public.
 */
final class Legendre {
    // The modulus in four words, the lowest first.
    private static final long P0 = -19;
    private static final long P1 = -1;
    private static final long P3 = Long.MAX_VALUE;

    private Legendre() {}

    /** @param number positive and smaller than the modulus */
    static boolean isSquare(BigInteger number) {
        return isSquare(
                number.longValue(),
                number.shiftRight(64).longValue(),
                number.shiftRight(128).longValue(),
                number.shiftRight(192).longValue());
    }

    /**
     * Keeps (a / n) times a sign while both get smaller: a factor of two leaves a by the rule for (2 / n), the smaller of two odd ones is
     * n by the law of quadratic reciprocity, and n may be taken from a.
     */
    private static boolean isSquare(long low, long second, long third, long high) {
        long a0 = low;
        long a1 = second;
        long a2 = third;
        long a3 = high;
        long n0 = P0;
        long n1 = P1;
        long n2 = P1;
        long n3 = P3;
        boolean square = true;
        while ((a0 | a1 | a2 | a3) != 0) {
            if (a0 == 0) { // an even number of twos
                a0 = a1;
                a1 = a2;
                a2 = a3;
                a3 = 0;
                continue;
            }
            int twos = Long.numberOfTrailingZeros(a0);
            if (twos > 0) {
                a0 = a0 >>> twos | a1 << -twos;
                a1 = a1 >>> twos | a2 << -twos;
                a2 = a2 >>> twos | a3 << -twos;
                a3 >>>= twos;
                square ^= (twos & 1) != 0 && ((n0 & 7) == 3 || (n0 & 7) == 5);
            }
            if (less(a0, a1, a2, a3, n0, n1, n2, n3)) {
                long swapped = a0;
                a0 = n0;
                n0 = swapped;
                swapped = a1;
                a1 = n1;
                n1 = swapped;
                swapped = a2;
                a2 = n2;
                n2 = swapped;
                swapped = a3;
                a3 = n3;
                n3 = swapped;
                square ^= (a0 & n0 & 3) == 3;
            }
            long borrow = less(a0, n0) ? 1 : 0;
            a0 -= n0;
            long next = less(a1, n1) || a1 == n1 && borrow != 0 ? 1 : 0;
            a1 -= n1 + borrow;
            borrow = less(a2, n2) || a2 == n2 && next != 0 ? 1 : 0;
            a2 -= n2 + next;
            a3 -= n3 + borrow;
        }
        return square;
    }

    private static boolean less(long a0, long a1, long a2, long a3, long n0, long n1, long n2, long n3) {
        if (a3 != n3) {
            return less(a3, n3);
        }
        if (a2 != n2) {
            return less(a2, n2);
        }
        return a1 == n1 ? less(a0, n0) : less(a1, n1);
    }

    /** As numbers without a sign. */
    private static boolean less(long a, long n) {
        return a + Long.MIN_VALUE < n + Long.MIN_VALUE;
    }
}
