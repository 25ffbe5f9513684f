/**
 * Fakes for tests: time that is driven by hand, a network in one JVM, files that lose what was not forced. Nothing here waits for
 * real time to pass.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
