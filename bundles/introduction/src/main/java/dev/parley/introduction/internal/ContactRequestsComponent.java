package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequests;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The contact requests, as a service. */
@Component
public final class ContactRequestsComponent implements ContactRequests {
    private final Requests requests;

    /** @param introduction whose they are */
    @Activate
    public ContactRequestsComponent(@Reference IntroductionComponent introduction) {
        requests = introduction.requests();
    }

    @Override
    public ContactRequest send(PeerName peer, String message) {
        return requests.send(peer, message);
    }

    @Override
    public List<ContactRequest> open() {
        return requests.open();
    }

    @Override
    public Subscription onChange(Consumer<ContactRequestEvent> listener) {
        return requests.onChange(listener);
    }
}
