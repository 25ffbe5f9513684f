package dev.parley.transport.internal;

import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;

/**
 * A protocol whose service is fetched when the first stream comes. Handlers themselves need the links: fetching one while the links
 * are being made would go round in a circle, and the framework would then leave the handler out for good.
 */
record LazyHandler(Lazy<ProtocolHandler> service) implements ProtocolHandler {
    private static final ProtocolId NONE = new ProtocolId("none", 1);

    @Override
    public ProtocolId protocol() {
        return service.get().map(ProtocolHandler::protocol).orElse(NONE);
    }

    @Override
    public void opened(Stream stream) {
        service.get().ifPresentOrElse(handler -> handler.opened(stream), stream::reset);
    }
}
