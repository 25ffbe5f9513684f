package dev.parley.spi.store;

import java.time.Duration;

/**
 * How long a journal keeps entries: the oldest go, several at a time, when it is opened and when others are written; the newest always
 * stays. Records stay.
 *
 * @param age since an entry was written here, by this machine's clock; more than zero
 * @param bytes of one journal on disk, of which an entry takes some 150 more than its content; at least 1
 */
public record Retention(Duration age, long bytes) {
    /** 30 days, 256 MiB. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 256L << 20);

    /** @throws IllegalArgumentException when it would keep nothing */
    public Retention {
        if (age.isNegative() || age.isZero() || bytes < 1) {
            throw new IllegalArgumentException("a journal keeps entries for some time and some bytes, not for " + age
                    + " and " + bytes + " bytes");
        }
    }
}
