package dev.parley.tests.bench.peer;

import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.tests.bench.load.Answerer;
import org.osgi.service.component.annotations.Component;

/** Answers on streams of links. */
@Component(service = ProtocolHandler.class)
public final class BenchProtocol implements ProtocolHandler {
    static final ProtocolId ID = new ProtocolId("bench", 1);

    @Override
    public ProtocolId protocol() {
        return ID;
    }

    @Override
    public void opened(Stream stream) {
        stream.read(Runnable::run, new FlowWire(stream::write, stream::reset, new Answerer()));
    }
}
