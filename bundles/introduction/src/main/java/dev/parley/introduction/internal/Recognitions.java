package dev.parley.introduction.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.introduction.internal.HeldSecrets.Held;
import dev.parley.introduction.internal.proto.Handover;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.discovery.Announcement.Audience;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.wire.event.EventSource;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands our secret to the contacts who are allowed, keeps theirs, and recognises by them: docs/adr/0011. The service and the protocol: any
 * thread; all else on the serial executor.
 */
final class Recognitions implements Recognition, ProtocolHandler, Line.Listener<Handover> {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.recognition", 1);
    static final Line.Format<Handover> FORMAT = new Line.Format<>(Handover.parser(), 256);
    static final long SLOT_SECONDS = 300;

    private static final Logger LOG = LoggerFactory.getLogger(Recognitions.class);

    private final Surroundings around;
    private final SecretStore store;
    private final HeldSecrets held;
    private final EventSource<Boolean> renewals;
    private final Spent spent = new Spent();
    private final Set<PeerName> given = new HashSet<>(); // who was handed our secret
    private final WeakHashMap<Link, Long> told = new WeakHashMap<>(); // the number that went over a link
    private volatile Secret self;
    private volatile Optional<Audience> audience = Optional.empty();

    Recognitions(Surroundings around, SecretStore store) {
        this.around = around;
        this.store = store;
        this.held = new HeldSecrets(peer -> around.others().standing(peer).contact());
        this.self = Secret.random(around.random(), 0);
        this.renewals = new EventSource<>(around);
    }

    /** Who is to see us; empty while nothing is announced. Any thread. */
    void announced(Optional<Audience> now) {
        audience = now;
    }

    @Override
    public byte[] tag(byte[] signingKey) {
        return self.tag(around.random(), signingKey);
    }

    @Override
    public Optional<RemoteIdentity> recognise(byte[] signingKey, byte[] tag) {
        if (tag.length != TAG_BYTES) {
            return Optional.empty();
        }
        return held.all()
                .filter(one -> one.secret().made(signingKey, tag))
                .map(Held::who)
                .filter(who -> isContact(who.peer()))
                .findFirst();
    }

    private boolean isContact(PeerName peer) {
        Standing standing = around.others().standing(peer);
        return standing.contact() && !standing.blocked();
    }

    @Override
    public String ticket(Optional<PeerName> peer, Optional<EndPointId> endpoint) {
        byte[] ticket = peer.flatMap(who -> held.of(who, endpoint))
                .map(one -> one.secret().ticket(around.random(), slot()))
                .orElseGet(() -> Secret.bytes(around.random(), Secret.TICKET_BYTES));
        return HexFormat.of().formatHex(ticket);
    }

    @Override
    public Subscription onRenewed(Runnable listener) {
        return renewals.add(renewed -> listener.run());
    }

    /** Until it is known who is to see us, only who has a ticket. */
    @Override
    public boolean admits(Optional<String> ticket) {
        boolean open = audience.filter(who -> who != Audience.CONTACTS).isPresent();
        return open || ticket.flatMap(Recognitions::parse).filter(this::isGood).isPresent();
    }

    private static Optional<byte[]> parse(String ticket) {
        try {
            return Optional.of(HexFormat.of().parseHex(ticket)).filter(bytes -> bytes.length == Secret.TICKET_BYTES);
        } catch (IllegalArgumentException noTicket) {
            return Optional.empty();
        }
    }

    private boolean isGood(byte[] ticket) {
        long now = slot();
        for (long slot = now - 1; slot <= now + 1; slot++) {
            Optional<ByteBuffer> nonce = self.nonce(ticket, slot);
            if (nonce.isPresent()) {
                return spent.first(nonce.get(), slot, now);
            }
        }
        return false;
    }

    private long slot() {
        return Math.floorDiv(around.execution().clock().instant().getEpochSecond(), SLOT_SECONDS);
    }

    @Override
    public ProtocolId protocol() {
        return PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        Line.on(stream, around, FORMAT, this);
    }

    @Override
    public void heard(Line<Handover> line, Handover handover) {
        RemoteIdentity who = line.link().remote();
        Held fresh = new Held(who, SecretStore.read(handover));
        if (!around.others().standing(who.peer()).blocked() && held.put(fresh) && isContact(who.peer())) {
            store.keep(fresh);
        }
        line.end();
    }

    @Override
    public void lost(Line<Handover> line, Optional<Throwable> failure) {
        // it said what it said
    }

    /** A link is up. */
    void linked(Link link) {
        around.execute(() -> hand(link));
    }

    private boolean isAllowed(PeerName peer) {
        Standing standing = around.others().standing(peer);
        return standing.contact() && standing.allowed() && !standing.blocked();
    }

    /** Hands our secret over, once a link, to who is allowed. That it was handed over is on disk before. */
    private void hand(Link link) {
        PeerName peer = link.remote().peer();
        Secret now = self;
        if (!store.isReady() || !isAllowed(peer) || Long.valueOf(now.number()).equals(told.put(link, now.number()))) {
            return;
        }
        if (given.add(peer)) {
            store.given(peer)
                    .whenComplete((done, failure) -> around.execute(() -> {
                        if (failure == null) {
                            send(link, now);
                        } else {
                            given.remove(peer);
                            told.remove(link);
                            LOG.warn(
                                    "{} does not get to know us by sight: that cannot be kept",
                                    peer.shortForm(),
                                    failure);
                        }
                    }));
        } else {
            send(link, now);
        }
    }

    private void send(Link link, Secret secret) {
        try {
            Line<Handover> line = Line.on(link.open(PROTOCOL), around, FORMAT, this);
            line.send(SecretStore.handover(secret));
            line.end();
        } catch (LinkClosedException gone) {
            LOG.debug("a link was gone before our secret could be handed over", gone);
        }
    }

    /** Somebody stands elsewhere now: gets our secret, or must not know us by the one they have. */
    void standing(Standing now) {
        around.execute(() -> {
            if (isAllowed(now.peer())) {
                around.others().linked(now.peer()).ifPresent(this::hand);
            } else if (given.contains(now.peer())) {
                renew();
            }
            if (now.contact()) {
                held.of(now.peer()).forEach(store::keep);
            } else {
                store.forgetAll(now.peer()::equals);
            }
        });
    }

    /** Another secret, for everybody who is still allowed. */
    private void renew() {
        Set<PeerName> out = new HashSet<>(given);
        out.removeIf(this::isAllowed);
        given.removeAll(out);
        self = Secret.random(around.random(), nextNumber());
        store.renewed(self, out);
        renewals.emit(true);
        around.links().all().forEach(this::hand);
    }

    /** What an earlier start kept is there. */
    void loaded(SecretStore.Loaded kept) {
        around.execute(() -> {
            kept.self().ifPresentOrElse(this::goOnWith, () -> goOnWith(self));
            kept.held().forEach(one -> {
                held.put(one);
                store.isKept(one);
            });
            held.all().filter(one -> isContact(one.who().peer())).forEach(store::keep); // came before the store
            given.addAll(kept.given());
            check();
        });
    }

    /** Above all before it, also when the store was lost with the number in it. */
    private long nextNumber() {
        return Math.max(self.number() + 1, around.execution().clock().millis());
    }

    private void goOnWith(Secret before) {
        boolean first = before.number() == 0;
        self = first ? Secret.random(around.random(), nextNumber()) : before;
        if (first) {
            store.renewed(self, Set.of());
        }
        renewals.emit(true);
    }

    /** Who keeps the contacts is there: perhaps some stand elsewhere than when this part, or that one, was there last. */
    void check() {
        around.execute(() -> {
            ContactBook book = around.others().book().get();
            if (book != null) {
                if (given.stream().anyMatch(peer -> !isAllowed(peer))) {
                    renew();
                }
                held.all().filter(one -> book.of(one.who().peer()).contact()).forEach(store::keep);
                store.forgetAll(peer -> !book.of(peer).contact());
                around.links().all().forEach(this::hand);
            }
        });
    }
}
