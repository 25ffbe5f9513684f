package dev.parley.identity.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.LinkCredentials;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.store.FileLayer;
import dev.parley.wire.file.HomeFolder;
import dev.parley.wire.service.LateServices;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Loads the keys aside, then registers the services that stand on them. When they cannot be loaded there is the exception as a service
 * instead, and its property {@value LateServices#FAILURE} has the sentence that says why, for whoever started this to show.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = "dev.parley.identity")
@Designate(ocd = IdentityConfig.class)
public final class IdentityLoader {
    private final LateServices services;
    private final Execution execution;
    private final FileLayer files;
    private final Signatures signatures;
    private final ScheduledExecutorService serial;
    private volatile ContactBook contacts;

    /** Begins to load. */
    @Activate
    public IdentityLoader(
            BundleContext context,
            IdentityConfig config,
            @Reference Execution execution,
            @Reference FileLayer files,
            @Reference Signatures signatures) {
        this(context, execution, files, signatures, HomeFolder.of(config.home()), config.displayName());
    }

    IdentityLoader(
            BundleContext context,
            Execution execution,
            FileLayer files,
            Signatures signatures,
            Path home,
            String displayName) {
        this.services = new LateServices(context);
        this.execution = execution;
        this.files = files;
        this.signatures = signatures;
        this.serial = execution.serial("identity");
        Version version = context.getBundle().getVersion();
        String plain = version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
        serial.execute(() -> load(home, displayName, plain));
    }

    /** There when somebody keeps contacts. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindContacts(ContactBook book) {
        contacts = book;
    }

    void unbindContacts(ContactBook book) {
        if (contacts == book) { // otherwise another was bound before this one was let go
            contacts = null;
        }
    }

    private Optional<ByteBuffer> kept(PeerName peer) {
        ContactBook book = contacts;
        return book == null ? Optional.empty() : book.card(peer);
    }

    @Deactivate
    void stop() {
        services.end();
        serial.shutdown();
    }

    private void load(Path home, String displayName, String version) {
        try {
            String user = System.getProperty("user.name", "");
            LocalIdentity identity =
                    LocalIdentity.load(files, home, execution, signatures, displayName, user, version, serial);
            DeviceCredentials credentials = new DeviceCredentials(identity.keys(), execution, signatures);
            services.register(Cards.class, new AcceptedCards(signatures, this::kept, serial));
            services.register(LinkCredentials.class, credentials);
            services.register(Identity.class, identity);
        } catch (StartException e) {
            services.fail(e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            services.fail("Your identity in " + home + " cannot be loaded: " + e + ". The log says more.", e);
        }
    }
}
