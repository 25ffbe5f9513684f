package dev.parley.api.diagnostics;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Says, interface by interface and way by way, what works. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Doctor {
    /** Looks, probing where needed; takes up to 5 s. Findings are ordered by interface, then way. */
    CompletionStage<List<Finding>> examine();
}
