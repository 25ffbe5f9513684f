package dev.parley.api.diagnostics;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says what works of one part of Parley: the ways to others, contacts, watching, the database, the clock. An OSGi service, several of
 * them; any thread, never blocks.
 */
@ProviderType
public interface Doctor {
    /**
     * Looks, probing where needed; takes up to 5 s. Findings about networks are ordered by interface, then way.
     *
     * @return fails with why this part could not be examined
     */
    CompletionStage<List<Finding>> examine();
}
