package dev.parley.invitation.internal;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One target of an invitation: a leg for each endpoint that it may be at. It ends with the first answer of a person, otherwise when
 * no endpoint is left that could bring one. On the serial executor, but for what says otherwise.
 */
final class Party {
    private final Surroundings around;
    private final Outgoing invitation;
    private final InvitationTarget target;
    private final List<Leg> legs = new CopyOnWriteArrayList<>(); // looked at by any thread
    private final List<Ending> endings = new ArrayList<>();
    private final CompletableFuture<InvitationOutcome> outcome = new CompletableFuture<>();
    private volatile boolean waiting;
    private volatile boolean open = true;

    Party(Surroundings around, Outgoing invitation, InvitationTarget target) {
        this.around = around;
        this.invitation = invitation;
        this.target = target;
    }

    /** @param again whether it was begun in an earlier start: the contact was checked then */
    void start(boolean again) {
        try {
            Optional<PeerName> contact = contact();
            if (contact.isPresent()) {
                if (!again) {
                    requireContact(contact.get());
                }
                Whom.all(
                                contact.get(),
                                around.endpoints().of(contact.get()),
                                around.links().all(),
                                around.people().get())
                        .forEach(this::add);
            } else {
                add(Whom.find(target, around.links().all(), around.people().get()));
            }
        } catch (ParleyException nobody) {
            settle(Ending.failed(nobody));
            return;
        }
        legs.forEach(Leg::start);
        consider();
    }

    private void requireContact(PeerName peer) {
        Standing standing = around.standing(peer);
        if (peer.equals(invitation.self().peer())) {
            throw new InvitationException("This is you. Invite somebody else.");
        }
        if (standing.blocked()) {
            throw new InvitationException("You have blocked " + peer.shortForm()
                    + ", so the invitation was not sent. Unblock them, and invite again.");
        }
        if (!standing.contact()) {
            throw new ContactException.Unknown(
                    peer.shortForm() + " is no contact of yours. Add them first, or invite them as somebody near you.");
        }
    }

    private void add(Whom whom) {
        whom.requireOther(invitation.self());
        Leg leg = new Leg(around, invitation, this, whom);
        whom.identity().ifPresent(identity -> invitation.requireOnce(leg, identity));
        legs.add(leg);
    }

    /** Any thread. */
    InvitationTarget target() {
        return target;
    }

    /** The contact that it is; empty for another target. Any thread. */
    Optional<PeerName> contact() {
        return target instanceof InvitationTarget.Contact known ? Optional.of(known.peer()) : Optional.empty();
    }

    /** Whether it waits for an answer, or for a contact to appear. Any thread. */
    boolean open() {
        return open;
    }

    /** Whether the contact is not there now. Any thread. */
    boolean waiting() {
        return waiting;
    }

    /** Any thread. */
    CompletionStage<InvitationOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    List<Leg> legs() {
        return legs;
    }

    /** Whether nothing more has to be said to anybody. Any thread. */
    boolean over() {
        return !open && legs.stream().allMatch(Leg::over);
    }

    /** Whether it goes on when nobody can be reached: a contact may come back. */
    boolean isPatient() {
        return target instanceof InvitationTarget.Contact;
    }

    /** An endpoint is there. It may be one of a contact that was not known. */
    void appeared(RemoteIdentity remote) {
        if (open
                && contact().filter(remote.peer()::equals).isPresent()
                && legs.stream().noneMatch(leg -> leg.isWith(remote))) {
            try {
                add(Whom.known(remote, List.of()));
            } catch (ParleyException already) {
                return; // another target of the same invitation stands for that endpoint
            }
            legs.get(legs.size() - 1).start();
        }
    }

    /** Something came from one of its endpoints. */
    void reached() {
        if (waiting) {
            waiting = false;
            invitation.delivered(this);
        }
    }

    /** One of its legs ended. */
    void ended(Ending ending) {
        endings.add(ending);
        if (ending.isAnswer()) {
            settle(ending);
        } else {
            consider();
        }
    }

    /** Looks whether an answer can still come, and from whom. */
    void consider() {
        if (!open || legs.stream().anyMatch(leg -> leg.waits() && !leg.isAway())) {
            return;
        }
        if (!endings.isEmpty()) {
            settle(Ending.best(endings));
        } else if (!waiting) {
            waiting = true;
            invitation.nobodyThere(this);
        }
    }

    /** The deadline is over. */
    void deadline() {
        legs.forEach(Leg::deadline);
        if (open) {
            settle(Ending.of(new InvitationOutcome.Expired()));
        }
    }

    /** Ends with this, whatever the endpoints will say. */
    void settle(Ending ending) {
        if (open) {
            open = false;
            waiting = false;
            ending.complete(outcome);
            invitation.settled(this, ending);
            legs.stream().filter(Leg::waits).forEach(Leg::cancel);
        }
    }

    /** Parley stops here, and it goes on at the next start. */
    void leave(ParleyException why) {
        open = false;
        waiting = false;
        outcome.completeExceptionally(why);
        legs.forEach(Leg::release);
    }
}
