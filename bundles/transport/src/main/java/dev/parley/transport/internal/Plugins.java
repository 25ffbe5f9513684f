package dev.parley.transport.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services that come and go: ways to connect, protocols, and who knows addresses. One that fails harms no other. Any thread. */
final class Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final List<Transport> transports = new CopyOnWriteArrayList<>();
    private final List<Lazy<ProtocolHandler>> handlers = new CopyOnWriteArrayList<>();
    private final List<Lazy<AddressSource>> sources = new CopyOnWriteArrayList<>();

    private final List<Lazy<Recognition>> recognitions = new CopyOnWriteArrayList<>();

    /** A protocol that is spoken here, and whose service speaks it. */
    record Spoken(ProtocolId protocol, ProtocolHandler handler, Lazy<ProtocolHandler> service) {}

    List<Transport> transports() {
        return transports;
    }

    List<Lazy<ProtocolHandler>> handlers() {
        return handlers;
    }

    List<Lazy<AddressSource>> addressSources() {
        return sources;
    }

    List<Lazy<Recognition>> recognitions() {
        return recognitions;
    }

    /** What to show whom we dial, before they have to say who they are; nothing when nobody here makes tickets. */
    Optional<String> ticket(DialTarget target) {
        return recognitions.stream()
                .flatMap(one -> asked(one, it -> it.ticket(target.peer(), target.endpoint())).stream())
                .findFirst();
    }

    /** Whether somebody who dials may see who we are; nobody when that cannot be told now, everybody when nobody is to tell. */
    boolean admits(Optional<String> ticket) {
        return recognitions.stream()
                .allMatch(one -> asked(one, it -> it.admits(ticket)).orElse(false));
    }

    Optional<Spoken> handler(ProtocolId protocol) {
        return handlers.stream()
                .map(Plugins::spoken)
                .filter(spoken -> spoken != null && spoken.protocol().equals(protocol))
                .findFirst();
    }

    /** Which versions of a protocol are spoken here, as the end of a sentence. */
    String versions(ProtocolId protocol) {
        String versions = handlers.stream()
                .map(Plugins::spoken)
                .filter(Objects::nonNull)
                .map(Spoken::protocol)
                .filter(other -> other.name().equals(protocol.name()))
                .map(ProtocolId::toString)
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? "" : "; it speaks " + versions;
    }

    private static Spoken spoken(Lazy<ProtocolHandler> service) {
        return asked(service, handler -> new Spoken(handler.protocol(), handler, service))
                .orElse(null);
    }

    /** Of all who know some, the likeliest first. */
    List<InetSocketAddress> addresses(EndPointId endpoint) {
        return sources.stream()
                .flatMap(source -> asked(source, it -> it.addresses(endpoint)).stream())
                .flatMap(List::stream)
                .toList();
    }

    private static <S, T> Optional<T> asked(Lazy<S> service, Function<S, T> question) {
        try {
            return service.get().map(question);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} failed, and is passed over", service, e);
            return Optional.empty();
        }
    }
}
