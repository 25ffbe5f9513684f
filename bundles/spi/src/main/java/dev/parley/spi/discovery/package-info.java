/**
 * For plug-ins: how endpoints on a subnet are seen.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.spi.discovery;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
