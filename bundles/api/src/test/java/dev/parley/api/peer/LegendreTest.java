package dev.parley.api.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LegendreTest {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger EULER = P.subtract(BigInteger.ONE).shiftRight(1);

    private static void agreesWithEuler(BigInteger number) {
        assertEquals(number.modPow(EULER, P).equals(BigInteger.ONE), Legendre.isSquare(number), number::toString);
    }

    @Test
    void agreesWithEulersCriterionForNumbersOfAllSizes() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(255), random).mod(P);
            if (number.signum() > 0) {
                agreesWithEuler(number);
            }
        }
    }

    @Test
    void agreesAtTheEndsAndAroundPowersOfTwo() {
        for (int i = 1; i < 300; i++) {
            agreesWithEuler(BigInteger.valueOf(i));
            agreesWithEuler(P.subtract(BigInteger.valueOf(i)));
        }
        for (int bits = 1; bits < 255; bits++) {
            BigInteger power = BigInteger.TWO.pow(bits);
            agreesWithEuler(power);
            agreesWithEuler(power.subtract(BigInteger.ONE));
            agreesWithEuler(power.add(BigInteger.ONE));
        }
    }
}
