/**
 * What two people can do together: for authors of applications, and for those who install them.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.api.application;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
