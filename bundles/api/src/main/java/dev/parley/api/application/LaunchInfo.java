package dev.parley.api.application;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Text;
import dev.parley.api.session.Member;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an application is told when it is launched.
 *
 * @param reason why
 * @param inviter who invited; oneself when {@code reason} is {@link LaunchReason#INVITER}, whoever began the session when it is {@link
 *     LaunchReason#RESUMED}
 * @param verified whether the inviter's identity was verified by the person here
 * @param message what the inviter said: a label, perhaps empty
 * @param data what the inviter's program passed along: up to 16,384 bytes; a read-only copy
 * @param handedOver what the version before returned from {@link ApplicationInstance#handOver}, up to 64 KiB; only with
 *     {@link LaunchReason#UPDATED}
 */
public record LaunchInfo(
        LaunchReason reason,
        Member inviter,
        boolean verified,
        String message,
        ByteBuffer data,
        Optional<ByteBuffer> handedOver) {
    /** The most bytes handed over from one version to the next. */
    public static final int HAND_OVER_BYTES = 65_536;

    /** Checks the limits and copies the bytes. */
    public LaunchInfo {
        Text.requireLabel("the message of an invitation", message);
        data = Bytes.copy("the data of an invitation", data, PeerApplication.DATA_BYTES);
        handedOver = handedOver.map(bytes -> Bytes.copy("what is handed over", bytes, HAND_OVER_BYTES));
    }
}
