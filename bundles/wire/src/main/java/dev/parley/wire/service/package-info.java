/**
 * Services that are there only once something slow is done.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.wire.service;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
