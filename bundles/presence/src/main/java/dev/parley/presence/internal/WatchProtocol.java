package dev.parley.presence.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers those who watch us, as far as they may. State belongs to the serial executor. */
final class WatchProtocol implements ProtocolHandler {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.watch", 1);

    private final SafeExecutor executor;
    private final Predicate<PeerName> allowed;
    private final Supplier<CardMessage> own;
    private final Map<Link, WatchServing> servings = new HashMap<>();

    /**
     * @param allowed who may watch now
     * @param own what they are told now
     */
    WatchProtocol(SafeExecutor executor, Predicate<PeerName> allowed, Supplier<CardMessage> own) {
        this.executor = executor;
        this.allowed = allowed;
        this.own = own;
    }

    @Override
    public ProtocolId protocol() {
        return PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        WatchServing serving = new WatchServing(stream, executor, over -> servings.remove(over.link(), over));
        executor.execute(() -> begin(serving));
        stream.read(executor, serving.reader());
    }

    private void begin(WatchServing serving) {
        if (serving.link().closed().isPresent()) {
            return;
        }
        WatchServing before = servings.put(serving.link(), serving);
        if (before != null) {
            before.close();
        }
        tell(serving);
    }

    /** Who watches, and may. */
    Set<PeerName> told() {
        return servings.values().stream()
                .map(WatchServing::watcher)
                .filter(allowed)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void tell(WatchServing serving) {
        serving.tell(allowed.test(serving.watcher()) ? Optional.of(own.get()) : Optional.empty());
    }

    /** Tells all who may watch what changed. */
    void push() {
        servings.values().forEach(this::tell);
    }

    /** What somebody may see may be another thing now. */
    void push(PeerName peer) {
        servings.values().stream()
                .filter(serving -> serving.watcher().equals(peer))
                .forEach(this::tell);
    }

    /** Signs out towards all. */
    void goodbye() {
        List.copyOf(servings.values()).forEach(WatchServing::goodbye);
        servings.clear();
    }
}
