/**
 * What is known of endpoints: signed cards, offers and presence; and where the own offer comes from.
 *
 * <p>References are never null unless a type says {@link java.util.Optional}.
 */
@Export
@Version("1.0.0")
package dev.parley.spi.card;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
