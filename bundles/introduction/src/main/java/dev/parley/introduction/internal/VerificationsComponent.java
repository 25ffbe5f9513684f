package dev.parley.introduction.internal;

import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The comparisons, as a service. */
@Component
public final class VerificationsComponent implements Verifications {
    private final Comparisons comparisons;

    /** @param introduction whose they are */
    @Activate
    public VerificationsComponent(@Reference IntroductionComponent introduction) {
        comparisons = introduction.comparisons();
    }

    @Override
    public Verification begin(PeerName peer) {
        return comparisons.begin(peer);
    }

    @Override
    public List<Verification> open() {
        return comparisons.open();
    }

    @Override
    public Subscription onChange(Consumer<VerificationEvent> listener) {
        return comparisons.onChange(listener);
    }
}
