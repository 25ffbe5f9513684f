package dev.parley.console.internal;

import dev.parley.api.collaboration.Me;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.contacts.Verification;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as programs read them, in {@code call --json} and in {@code --events json} alike. */
final class Describe {
    private Describe() {}

    static Map<String, Object> me(Me me) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("peer", me.peer().text());
        out.put("endpoint", me.endpoint().text());
        out.put("instance", me.instance().text());
        out.put("displayName", me.displayName());
        out.put("endpointName", me.endpointName());
        out.put("status", me.presence().status().name());
        out.put("statusText", me.presence().text());
        out.put("addresses", addresses(me.addresses()));
        out.put("degraded", me.degraded());
        out.put("realm", me.realm());
        return out;
    }

    static Map<String, Object> watched(EndPointPresence endpoint) {
        Map<String, Object> out = ordered("peer", endpoint.peer(), "endpoint", endpoint.endpoint());
        out.put("endpointName", endpoint.endpointName());
        out.put("status", endpoint.presence().status().name());
        out.put("statusText", endpoint.presence().text());
        out.put(
                "applications",
                endpoint.applications().stream().map(Describe::application).toList());
        return out;
    }

    static Map<String, Object> object(ObjectInfo object) {
        Map<String, Object> out = ordered("id", object.id(), "peer", object.owner());
        out.put("endpoint", object.endpoint());
        out.put("size", object.size());
        out.put("sha256", object.sha256());
        return out;
    }

    static Map<String, Object> person(PeerNearMe person) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("instance", person.instance().text());
        out.put("displayName", person.displayName());
        person.peer().ifPresent(peer -> out.put("peer", peer.text()));
        person.endpoint().ifPresent(endpoint -> {
            out.put("endpoint", endpoint.id().text());
            out.put("endpointName", endpoint.name());
        });
        out.put("addresses", addresses(person.addresses()));
        out.put("ways", person.ways().stream().sorted().toList());
        person.presence().ifPresent(presence -> {
            out.put("status", presence.status().name());
            out.put("statusText", presence.text());
        });
        out.put(
                "applications",
                person.applications().stream().map(Describe::application).toList());
        return out;
    }

    static Map<String, Object> contact(PeerContact contact) {
        Map<String, Object> out = ordered("peer", contact.peer(), "displayName", contact.displayName());
        out.put("shownName", contact.shownName());
        out.put("nickname", contact.details().nickname());
        out.put("mail", contact.details().mail());
        out.put("notes", contact.details().notes());
        out.put("labels", contact.details().labels().stream().sorted().toList());
        out.put("verified", contact.verified());
        out.put("watched", contact.watched());
        out.put("allowed", contact.allowed());
        out.putAll(card(contact));
        contact.lastSeen().ifPresent(seen -> out.put("lastSeen", ordered("at", seen.at(), "how", seen.how())));
        return out;
    }

    /** What is known of a contact's device list. */
    static Map<String, Object> card(PeerContact contact) {
        Map<String, Object> out = ordered("cardNumber", contact.cardNumber(), "cardIssued", contact.cardIssued());
        out.put("cardStale", contact.isStale(Instant.now()));
        contact.cardConflict().ifPresent(at -> out.put("cardConflict", at));
        return out;
    }

    static Map<String, Object> contact(PeerContact contact, boolean blocked) {
        Map<String, Object> out = contact(contact);
        out.put("blocked", blocked);
        return out;
    }

    static Map<String, Object> application(PeerApplication application) {
        return ordered("id", application.id(), "name", application.name(), "version", application.version());
    }

    static Map<String, Object> link(LinkInfo link) {
        Map<String, Object> out = ordered("peer", link.peer(), "endpoint", link.endpoint());
        out.put("transport", link.transport());
        out.put("address", address(link.address()));
        out.put("dialled", link.dialled());
        out.put("accepted", link.accepted());
        out.put("since", link.since());
        out.put("streams", link.streams());
        out.put("bytesIn", link.bytesIn());
        out.put("bytesOut", link.bytesOut());
        link.roundTrip().ifPresent(time -> out.put("roundTripMs", time.toNanos() / 1e6));
        return out;
    }

    static Map<String, Object> session(Session session) {
        Map<String, Object> out = ordered("session", session.id(), "application", application(session.application()));
        out.put("state", session.state());
        out.put("members", session.members().stream().map(Describe::member).toList());
        return out;
    }

    static Map<String, Object> member(Member member) {
        return ordered(
                "peer",
                member.peer(),
                "displayName",
                member.displayName(),
                "endpoint",
                member.endpoint(),
                "present",
                member.present(),
                "verified",
                member.verified(),
                "role",
                member.role());
    }

    static Map<String, Object> incoming(IncomingInvitation invitation) {
        Map<String, Object> out =
                ordered("id", invitation.id(), "peer", invitation.from().peer());
        out.put("displayName", invitation.from().displayName());
        out.put("verified", invitation.from().verified());
        out.put("contact", invitation.contact());
        out.put("application", application(invitation.application()));
        out.put("message", invitation.message());
        out.put("remainingMs", invitation.remaining().toMillis());
        out.put("state", invitation.state());
        return out;
    }

    static Map<String, Object> outgoing(OutgoingInvitation invitation) {
        Session session = invitation.session();
        Map<String, Object> out = ordered("id", invitation.id(), "session", session.id());
        out.put("application", application(session.application()));
        out.put("to", target(invitation.request().to().get(0)));
        out.put(
                "targets",
                invitation.request().to().stream().map(Describe::target).toList());
        out.put("waiting", invitation.waiting().stream().map(Describe::target).toList());
        return out;
    }

    static Map<String, Object> verification(Verification verification) {
        Map<String, Object> out = ordered("peer", verification.peer(), "displayName", verification.displayName());
        out.put("incoming", verification.incoming());
        out.put("state", verification.state());
        out.put("words", verification.words());
        out.put("code", verification.code());
        out.put("remainingMs", verification.remaining().toMillis());
        if (!verification.explanation().isEmpty()) {
            out.put("explanation", verification.explanation());
        }
        return out;
    }

    static Map<String, Object> request(ContactRequest request) {
        Map<String, Object> out = ordered("id", request.id(), "peer", request.peer());
        out.put("displayName", request.displayName());
        out.put("incoming", request.incoming());
        out.put("message", request.message());
        out.put("state", request.state());
        if (!request.explanation().isEmpty()) {
            out.put("explanation", request.explanation());
        }
        return out;
    }

    static Map<String, Object> finding(Finding finding) {
        Map<String, Object> out = ordered("interface", finding.networkInterface(), "way", finding.way());
        out.put("verdict", finding.verdict());
        out.put("explanation", finding.explanation());
        out.put("advice", finding.advice());
        return out;
    }

    static String address(InetSocketAddress address) {
        return Addresses.text(address);
    }

    static String target(InvitationTarget target) {
        if (target instanceof InvitationTarget.Contact contact) {
            return contact.peer().text();
        }
        return target instanceof InvitationTarget.AtEndPoint there
                ? there.endpoint().text()
                : ((InvitationTarget.NearMe) target).instance().text();
    }

    /** A map in the order given: name, value, name, value. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return out;
    }

    private static List<String> addresses(List<InetSocketAddress> addresses) {
        return addresses.stream().map(Describe::address).toList();
    }
}
