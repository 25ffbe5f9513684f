/**
 * Protocol Buffers over a stream, length-prefixed, with a cap on each.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.wire.frame;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
