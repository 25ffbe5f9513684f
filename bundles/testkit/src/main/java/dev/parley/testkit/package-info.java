/**
 * Fakes for tests: time that is driven by hand, a network in one JVM, files that lose what was not forced. Nothing here waits for
 * real time to pass.
 *
 * <p>Authors of applications begin with {@link dev.parley.testkit.TwoPeers}; {@link dev.parley.testkit.Peers} has more people and
 * more say. Both run the real bundles, over these fakes.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
