package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether a bundle would resolve, before the one that it replaces is touched: an empty bundle with the same manifest is
 * installed, resolved and removed again.
 */
final class Trial {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final String LOCATION = "parley:trial:";

    private final BundleContext context;

    Trial(BundleContext context) {
        this.context = context;
    }

    /** Whether it is one of ours, which nobody else should look at. */
    static boolean isTrial(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    /**
     * @return its applications
     * @throws ApplicationException saying what is needed and what is there; or what is wrong with its applications
     */
    Set<ApplicationId> run(JarHead head) {
        Bundle bundle = null;
        try {
            bundle = context.installBundle(LOCATION + head.symbolicName(), head.trial());
            Set<ApplicationId> applications = applications(head, bundle);
            if (!context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .resolveBundles(List.of(bundle))) {
                throw new ApplicationException(explanation(head, bundle));
            }
            return applications;
        } catch (BundleException e) {
            throw new ApplicationException(
                    JarHead.shown(head.jar()) + " is no bundle that can be installed: "
                            + Text.label(String.valueOf(e.getMessage())) + ". Nothing was installed.",
                    e);
        } finally {
            remove(bundle);
        }
    }

    private static Set<ApplicationId> applications(JarHead head, Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<BundleCapability> capabilities = revision.getDeclaredCapabilities(PeerApplicationComponent.NAMESPACE);
        if (capabilities.isEmpty()) {
            throw JarHead.noApplication(head.jar());
        }
        Set<ApplicationId> ids = new HashSet<>();
        for (BundleCapability capability : capabilities) {
            try {
                // the data are not there to be judged
                ApplicationId id = Found.read(bundle, capability.getAttributes())
                        .application()
                        .id();
                if (!ids.add(id)) {
                    throw new ApplicationException.Exists(JarHead.shown(head.jar())
                            + " was not installed: two of its applications have the id " + id
                            + ". Give each one of its own.");
                }
            } catch (IllegalArgumentException e) {
                throw new ApplicationException(
                        JarHead.shown(head.jar()) + " was not installed: "
                                + Text.label(String.valueOf(e.getMessage()))
                                + ". Correct the @PeerApplicationComponent of the class.",
                        e);
            }
        }
        return ids;
    }

    private String explanation(JarHead head, Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> needs = Needs.unmet(revision, List.of(context.getBundles()));
        String why = needs.isEmpty() ? frameworkSays(bundle) : String.join("; ", needs);
        return head.symbolicName() + " " + bundle.getVersion() + " was not installed: it needs " + why
                + ". Deploy what is missing first, or a version of it that needs what is there.";
    }

    /** When each need alone could be met, but not all together, only the framework knows. */
    private static String frameworkSays(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "what just came";
        } catch (BundleException e) {
            return "what the framework calls: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    private static void remove(Bundle bundle) {
        if (bundle != null) {
            try {
                bundle.uninstall();
            } catch (BundleException | IllegalStateException e) {
                LOG.warn("a trial could not be removed", e);
            }
        }
    }
}
