package dev.parley.transport.internal;

import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.util.ArrayList;
import java.util.List;

/** Speaks a protocol by keeping what it hears. */
class Speaker implements ProtocolHandler {
    static final ProtocolId TALK = ProtocolId.parse("parley.talk/1");

    private final ProtocolId protocol;
    final List<Stream> streams = new ArrayList<>();
    final List<Kept> heard = new ArrayList<>();
    private boolean reading = true;

    Speaker(String protocol) {
        this.protocol = ProtocolId.parse(protocol);
    }

    /** Takes nothing of what comes from now on. */
    Speaker deaf() {
        reading = false;
        return this;
    }

    @Override
    public ProtocolId protocol() {
        return protocol;
    }

    @Override
    public void opened(Stream stream) {
        Kept kept = new Kept();
        streams.add(stream);
        heard.add(kept);
        if (reading) {
            stream.read(Runnable::run, kept);
        }
    }
}
