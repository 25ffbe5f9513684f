package dev.parley.identity.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Who runs here, and where the keys lie. */
@ObjectClassDefinition(name = "Parley: identity")
@interface IdentityConfig {
    /** The folder of keys and card. */
    @AttributeDefinition(description = "Folder of the person's data; empty for the platform's usual one")
    String home() default "";

    /** What to be called. */
    @AttributeDefinition(
            description =
                    "Display name; empty to stay with the one on the card, or at first start the name of the user")
    String displayName() default "";
}
