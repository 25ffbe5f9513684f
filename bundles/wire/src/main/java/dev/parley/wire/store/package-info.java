/**
 * Keeping records over restarts, where there is a store for them.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.wire.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
