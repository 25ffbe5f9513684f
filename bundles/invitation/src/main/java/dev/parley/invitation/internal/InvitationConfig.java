package dev.parley.invitation.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The numbers are the strangers' allowance of the design, section 6. */
@ObjectClassDefinition(
        name = "Parley: invitations",
        description =
                "What is done with invitations that come in. A stranger is a peer that had no yes in the last 24 hours.")
@interface InvitationConfig {
    /** The configuration's PID. */
    String PID = "dev.parley.invitation";

    /** Whether to ask the person. */
    @AttributeDefinition(
            description =
                    "ask: other rules decide first, then the person; all: what no other rule decides is accepted.",
            options = {@Option(label = "ask", value = "ask"), @Option(label = "all", value = "all")})
    String accept() default "ask";

    /** How many invitations of one stranger may wait for an answer. */
    @AttributeDefinition(description = "Invitations of one stranger that may wait for an answer.", min = "1")
    int openPerPeer() default 3;

    /** How many invitations of one stranger are looked at in a minute. */
    @AttributeDefinition(description = "Invitations of one stranger that are looked at in a minute.", min = "1")
    int perMinutePerPeer() default 6;

    /** How often strangers may have the person asked in an hour. */
    @AttributeDefinition(description = "Questions to the person in an hour for all strangers together.", min = "0")
    int promptsPerHour() default 30;
}
