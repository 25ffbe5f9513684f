package dev.parley.identity.internal;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** P-256 keys for TLS: what both the JDK and BoringSSL take. */
final class DeviceKeys {
    /** SubjectPublicKeyInfo of an uncompressed point on P-256 (RFC 5480), before its 64 bytes. */
    private static final byte[] SPKI =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final int POINT_BYTES = 64;
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

    private DeviceKeys() {}

    /** A key in the JDK's form, and its public half. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pair(PrivateKey privateKey, byte[] spki) {}

    static Pair generate(RandomGenerator random) throws GeneralSecurityException {
        BigInteger order = CURVE.getN();
        BigInteger scalar;
        do {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            scalar = new BigInteger(1, bytes);
        } while (scalar.signum() == 0 || scalar.compareTo(order) >= 0);
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECPrivateKeySpec spec = new ECPrivateKeySpec(scalar, parameters.getParameterSpec(ECParameterSpec.class));
        return new Pair(KeyFactory.getInstance("EC").generatePrivate(spec), spki(scalar));
    }

    /** The public half of a private key. */
    static byte[] spki(BigInteger scalar) {
        byte[] point = CURVE.getG().multiply(scalar).normalize().getEncoded(false);
        byte[] spki = Arrays.copyOf(SPKI, SPKI.length + POINT_BYTES);
        System.arraycopy(point, 1, spki, SPKI.length, POINT_BYTES);
        return spki;
    }

    static boolean isDeviceKey(byte[] spki) {
        return spki.length == SPKI.length + POINT_BYTES && Arrays.equals(SPKI, 0, SPKI.length, spki, 0, SPKI.length);
    }
}
