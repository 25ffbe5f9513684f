package dev.parley.introduction.internal;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.contacts.ContactRequests;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.introduction.internal.proto.ContactKind;
import dev.parley.introduction.internal.proto.ContactStep;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.wire.event.EventSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All contact requests of this endpoint. The api and the protocol: any thread; all else on the serial executor. */
final class Requests implements ContactRequests, ProtocolHandler, Line.Listener<ContactStep>, Request.Told {
    static final int PER_MINUTE = 6;
    static final int OF_STRANGERS_PER_HOUR = 30;

    /** So many are remembered, of either kind; those that are over are forgotten first. */
    static final int KEPT = 512;

    private final Surroundings around;
    private final Allowance allowance = new Allowance(PER_MINUTE, OF_STRANGERS_PER_HOUR);
    private final EventSource<ContactRequestEvent> events;
    private final Map<Key, Request> all = new LinkedHashMap<>(); // guarded by itself
    private final Set<Request> unseen = ConcurrentHashMap.newKeySet(); // of blocked peers: nobody here is told
    private final RequestDisk disk;
    private long refused;
    private final Set<Request> told = new LinkedHashSet<>(); // what listeners know

    /** A request that came in is named by who asks, so one cannot take another's name. */
    private record Key(PeerName peer, boolean incoming, ContactRequestId id) {}

    Requests(Surroundings around) {
        this.around = around;
        this.events = new EventSource<>(around);
        this.disk = new RequestDisk(around, this::restore);
    }

    /** Where they are kept over restarts. */
    RequestDisk disk() {
        return disk;
    }

    private void restore(RequestRecords.Kept read) {
        if (find(new Key(read.peer(), read.incoming(), read.id())).isPresent()) {
            return; // the store came back
        }
        Request request = new Request(around, read, this);
        if (read.unseen()) {
            unseen.add(request);
        }
        add(request);
        if (!read.unseen() && isOpen(request)) {
            told.add(request);
            events.emit(
                    request.incoming()
                            ? new ContactRequestEvent.Received(request)
                            : new ContactRequestEvent.Sent(request));
        }
        around.others().linked(request.peer()).ifPresent(request::linked);
    }

    @Override
    public void moved(Request request) {
        disk.keep(request.kept(unseen.contains(request)), request.incoming());
    }

    @Override
    public ContactRequest send(PeerName peer, String message) {
        Text.requireLabel("the message of a contact request", message);
        if (peer.equals(around.self().peer())) {
            throw new ContactException.IsMe("This is you. Ask somebody else.");
        }
        if (around.others().standing(peer).blocked()) {
            throw around.others().blocked(peer);
        }
        if (around.links().listening().isEmpty()) {
            throw new NotSignedInException("Nobody is signed in here, so nobody can be asked. Sign in first.");
        }
        Request request = new Request(around, ContactSteps.newId(around.random()), peer, message, false, this);
        List<Request> before = find(peer, false);
        add(request);
        around.execute(() -> {
            before.forEach(older -> older.on(RequestEvent.CANCEL, "You asked again."));
            moved(request);
            told.add(request);
            events.emit(new ContactRequestEvent.Sent(request));
            find(peer, true).stream()
                    .filter(theirs -> theirs.stage() == RequestStage.ASKED)
                    .forEach(theirs -> {
                        unseen.remove(theirs);
                        theirs.on(RequestEvent.YES, ""); // they ask, too: that is a yes
                    });
            request.seek();
        });
        return request;
    }

    private List<Request> find(PeerName peer, boolean incoming) {
        return list().stream()
                .filter(one -> one.peer().equals(peer) && one.incoming() == incoming)
                .toList();
    }

    private List<Request> list() {
        synchronized (all) {
            return List.copyOf(all.values());
        }
    }

    private void add(Request request) {
        synchronized (all) {
            all.put(new Key(request.peer(), request.incoming(), request.id()), request);
            Iterator<Request> oldest = all.values().iterator();
            while (all.size() > KEPT && oldest.hasNext()) {
                if (oldest.next().state().isFinal()) {
                    oldest.remove();
                }
            }
        }
    }

    @Override
    public List<ContactRequest> open() {
        return list().stream()
                .filter(request -> isOpen(request) && !unseen.contains(request))
                .map(ContactRequest.class::cast)
                .toList();
    }

    @Override
    public Subscription onChange(Consumer<ContactRequestEvent> listener) {
        return events.add(listener, () -> told.stream()
                .map(request -> request.incoming()
                        ? new ContactRequestEvent.Received(request)
                        : new ContactRequestEvent.Sent(request))
                .toList());
    }

    @Override
    public ProtocolId protocol() {
        return ContactSteps.PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        Line.on(stream, around, ContactSteps.FORMAT, this);
    }

    /** A link came up: what waits to be said is said. */
    void linked(Link link) {
        around.execute(() -> list().stream()
                .filter(request -> request.peer().equals(link.remote().peer()))
                .forEach(request -> request.linked(link)));
    }

    /** The first step on a stream that the other side opened. */
    @Override
    public void heard(Line<ContactStep> line, ContactStep step) {
        Optional<ContactSteps.Heard> read = ContactSteps.read(step);
        if (read.isEmpty()) {
            return;
        }
        ContactSteps.Heard heard = read.get();
        PeerName peer = line.link().remote().peer();
        switch (heard.event()) {
            case ASK -> asked(line, heard, peer);
            case THEIR_YES, THEIR_NO -> known(line, heard, new Key(peer, false, heard.id()));
            case THEIR_CANCEL -> known(line, heard, new Key(peer, true, heard.id()));
            default -> throw new ProtocolException("a contact request does not begin with this step.");
        }
    }

    /** Nothing was said on it. */
    @Override
    public void lost(Line<ContactStep> line, Optional<Throwable> failure) {}

    /** About one that should be known; when it is not, the other side can end. */
    private void known(Line<ContactStep> line, ContactSteps.Heard heard, Key key) {
        Optional<Request> there = find(key);
        if (there.isPresent()) {
            heard(there.get(), line, heard);
        } else {
            line.send(ContactSteps.of(heard.id(), ContactKind.NOTED));
            line.end();
        }
    }

    private static void heard(Request request, Line<ContactStep> line, ContactSteps.Heard heard) {
        request.attach(line);
        request.take(heard);
    }

    private static boolean isOpen(Request request) {
        return !request.state().isFinal();
    }

    private Optional<Request> find(Key key) {
        synchronized (all) {
            return Optional.ofNullable(all.get(key));
        }
    }

    private void asked(Line<ContactStep> line, ContactSteps.Heard heard, PeerName peer) {
        boolean blocked = around.others().standing(peer).blocked();
        Optional<Request> again = find(new Key(peer, true, heard.id()));
        if (again.isPresent()) {
            heard(again.get(), line, heard);
            if (!blocked && unseen.remove(again.get()) && again.get().stage() == RequestStage.ASKED) {
                show(again.get()); // they were unblocked since
            }
            return;
        }
        Optional<String> refusal = list().stream().filter(Requests::isOpen).count() >= KEPT / 2
                ? Optional.of("too many contact requests wait for an answer")
                : allowance.ask(peer, around.others().isStranger(peer), blocked, around.now());
        if (refusal.isPresent()) {
            line.send(ContactSteps.turnedAway(heard.id(), refusal.get()));
            line.end();
            if (!blocked) {
                refused++;
                events.emit(new ContactRequestEvent.Suppressed(refused));
            }
            return;
        }
        receive(line, heard, peer, blocked);
    }

    /** Of who is blocked, it is as of anybody who is not answered, but the person here is not told. */
    private void receive(Line<ContactStep> line, ContactSteps.Heard heard, PeerName peer, boolean blocked) {
        find(peer, true).stream()
                .filter(older -> older.stage() == RequestStage.ASKED)
                .forEach(older -> older.on(RequestEvent.THEIR_CANCEL, "They asked again."));
        Request request = new Request(around, heard.id(), peer, heard.text(), true, this);
        if (blocked) {
            unseen.add(request);
        }
        add(request);
        heard(request, line, heard); // which keeps it
        if (!blocked) {
            show(request);
        }
    }

    private void show(Request request) {
        moved(request);
        told.add(request);
        events.emit(new ContactRequestEvent.Received(request));
        if (find(request.peer(), false).stream().anyMatch(this::meansYes)) {
            request.on(RequestEvent.YES, "");
        }
    }

    /** Whether one that was sent from here says yes to one of the same peer. */
    private boolean meansYes(Request ours) {
        return switch (ours.state()) {
            case OPEN -> true;
            case ACCEPTED -> around.others().standing(ours.peer()).contact();
            case DECLINED, CANCELLED, REFUSED -> false;
        };
    }

    @Override
    public void ended(Request request) {
        if (unseen.remove(request)) {
            return;
        }
        told.remove(request);
        events.emit(new ContactRequestEvent.Ended(request, request.state()));
    }

    /** Takes back what was asked, unless the next start goes on with it. */
    void stop() {
        if (disk.isUsed()) {
            return;
        }
        list().forEach(request -> request.on(RequestEvent.CANCEL, "Parley stopped."));
    }
}
