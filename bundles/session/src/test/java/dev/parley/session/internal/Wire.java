package dev.parley.session.internal;

import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeySeal;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Sealed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one side writes to another one, from when it is made: what TLS hides. */
final class Wire {
    final List<Frame> frames = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    /** Several between the same two see the same. One side shows what it writes to one listener, so all that it writes is seen at once. */
    static List<Wire> of(Side from, List<Side> to) {
        List<Wire> wires = new ArrayList<>();
        to.forEach(side -> wires.add(new Wire()));
        from.links.tap((receiver, bytes) -> {
            for (int i = 0; i < to.size(); i++) {
                if (to.get(i).identity.remote().equals(receiver)) {
                    wires.get(i).add(bytes);
                }
            }
        });
        return wires;
    }

    static Wire of(Side from, Side to) {
        return of(from, List.of(to)).get(0);
    }

    private void add(ByteBuffer bytes) {
        text.append(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()));
        frames.add(frame(bytes));
    }

    /** What was written at once. */
    static Frame frame(ByteBuffer written) {
        byte[] array = new byte[written.remaining()];
        written.get(array);
        try {
            return Frame.parseDelimitedFrom(new ByteArrayInputStream(array));
        } catch (IOException e) {
            throw new UncheckedIOException("what is written at once is a frame", e);
        }
    }

    boolean shows(String plain) {
        return text.indexOf(plain) >= 0;
    }

    List<Sealed> sealed() {
        return frames.stream().filter(Frame::hasSealed).map(Frame::getSealed).toList();
    }

    long acknowledgements() {
        return frames.stream().filter(Frame::hasAck).count();
    }

    List<KeySeal> seals() {
        return frames.stream().filter(Frame::hasSeal).map(Frame::getSeal).toList();
    }

    List<KeySeal> seals(KeyUse use) {
        return seals().stream().filter(seal -> seal.getUse() == use).toList();
    }

    /** What a side, with all that was sent to it here, can do with a message. */
    Optional<Frame> open(Side reader, Side author, Sealed message) {
        KeysFrom keys = reader(reader, author);
        seals().forEach(keys::take);
        return keys.open(message);
    }

    static KeysFrom reader(Side reader, Side author) {
        return new KeysFrom(
                reader.identity,
                reader.identity.opener(),
                reader.identity.remote(),
                author.session.id(),
                author.identity.remote());
    }
}
