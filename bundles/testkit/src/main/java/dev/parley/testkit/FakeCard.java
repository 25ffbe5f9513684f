package dev.parley.testkit;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.DeviceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The format of a {@link FakeIdentity}'s card. */
final class FakeCard {
    private FakeCard() {}

    static byte[] encode(Card card) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(card.displayName());
            out.writeLong(card.issuedAt().toEpochMilli());
            out.writeByte(card.devices().size());
            for (DeviceRecord device : card.devices()) {
                out.writeUTF(device.deviceKey());
                out.writeUTF(device.signingKey());
                out.writeUTF(device.sealingKey());
                out.writeUTF(String.join(" ", device.protocols()));
                out.writeUTF(device.version());
            }
        } catch (IOException e) {
            throw new IllegalStateException("an array takes all bytes", e);
        }
        return bytes.toByteArray();
    }

    /** @throws ProtocolException when it is malformed */
    static Card decode(PeerName peer, long number, byte[] payload) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
            String displayName = in.readUTF();
            Instant issuedAt = Instant.ofEpochMilli(in.readLong());
            int count = in.readUnsignedByte();
            List<DeviceRecord> devices = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                devices.add(new DeviceRecord(
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        List.of(in.readUTF().split(" ")),
                        in.readUTF()));
            }
            return new Card(peer, number, displayName, issuedAt, devices);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new ProtocolException("the card of " + peer.shortForm() + " is malformed.", e);
        }
    }
}
