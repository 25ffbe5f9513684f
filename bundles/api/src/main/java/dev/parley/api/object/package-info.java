/**
 * Objects: some bytes under an id that a person shows to others, such as a picture.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.api.object;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
