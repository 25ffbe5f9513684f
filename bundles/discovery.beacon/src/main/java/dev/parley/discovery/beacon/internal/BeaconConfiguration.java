package dev.parley.discovery.beacon.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code dev.parley.discovery.beacon}. */
@ObjectClassDefinition(
        name = "Parley: the beacon",
        description = "How this endpoint is announced on the subnet by signed multicast datagrams.")
@interface BeaconConfiguration {
    /** UDP port; everybody on the subnet needs the same. */
    @AttributeDefinition(
            name = "UDP port",
            description = "Everybody on the subnet needs the same.",
            min = "1",
            max = "65535")
    int port() default 25076;

    /** Milliseconds between two beacons, 1,000 to 60,000. */
    @AttributeDefinition(
            name = "Interval (ms)",
            description = "Between two beacons; whoever misses three counts us as gone.",
            min = "1000",
            max = "60000")
    int intervalMs() default 10_000;

    /** Milliseconds between two looks at the network interfaces, 100 to 10,000. */
    @AttributeDefinition(
            name = "Look at interfaces every (ms)",
            description = "How soon a new or changed network interface is used.",
            min = "100",
            max = "10000")
    int interfacesMs() default 500;
}
