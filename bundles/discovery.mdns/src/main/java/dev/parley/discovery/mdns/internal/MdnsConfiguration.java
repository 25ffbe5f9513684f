package dev.parley.discovery.mdns.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code dev.parley.discovery.mdns}. */
@ObjectClassDefinition(
        name = "Parley: DNS-SD",
        description = "How this endpoint is announced on the subnet by Multicast DNS, as _parley._tcp.")
@interface MdnsConfiguration {
    /** Milliseconds between two questions who is still there, 1,000 to 60,000; three without an answer and they count as gone. */
    @AttributeDefinition(
            name = "Interval (ms)",
            description = "Between two questions who is still there; who misses three counts as gone.",
            min = "1000",
            max = "60000")
    int intervalMs() default 10_000;

    /** Milliseconds between two looks at the network interfaces, 100 to 10,000. */
    @AttributeDefinition(
            name = "Look at interfaces every (ms)",
            description = "How soon a new or changed network interface is used.",
            min = "100",
            max = "10000")
    int interfacesMs() default 1000;
}
