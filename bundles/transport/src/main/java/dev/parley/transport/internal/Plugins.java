package dev.parley.transport.internal;

import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Services that come and go: ways to connect, protocols, and who knows addresses. Any thread. */
final class Plugins {
    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final List<ProtocolHandler> handlers = new CopyOnWriteArrayList<>();
    private final List<AddressSource> sources = new CopyOnWriteArrayList<>();

    List<Transport> transports() {
        return transports;
    }

    List<ProtocolHandler> handlers() {
        return handlers;
    }

    List<AddressSource> addressSources() {
        return sources;
    }

    Optional<ProtocolHandler> handler(ProtocolId protocol) {
        return handlers.stream()
                .filter(handler -> handler.protocol().equals(protocol))
                .findFirst();
    }

    /** Which versions of a protocol are spoken here, as the end of a sentence. */
    String spoken(ProtocolId protocol) {
        String versions = handlers.stream()
                .map(ProtocolHandler::protocol)
                .filter(other -> other.name().equals(protocol.name()))
                .map(ProtocolId::toString)
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? "" : "; it speaks " + versions;
    }
}
