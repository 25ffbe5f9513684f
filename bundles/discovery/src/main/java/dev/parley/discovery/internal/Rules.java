package dev.parley.discovery.internal;

import java.time.Duration;

/**
 * When to dial by ourselves, and for how long somebody counts as there: the numbers of the design, section 8. Counts below one count as
 * one.
 *
 * @param dialsPerS in all
 * @param dialsPerSourceAndS to one address
 * @param repeats how often a dial that failed is repeated; 0 for never
 * @param backoff before the first repeat; doubled for the next
 * @param rarely how long after that whoever is still seen, and was not reached, is dialled again, and again
 * @param instances the most that are remembered at once
 * @param linked how long somebody stays whom only a link showed, after it ended
 * @param checkAgain how often somebody who was added by address is dialled anew
 */
record Rules(
        int dialsPerS,
        int dialsPerSourceAndS,
        int repeats,
        Duration backoff,
        Duration rarely,
        int instances,
        Duration linked,
        Duration checkAgain) {
    Rules {
        dialsPerS = Math.max(1, dialsPerS);
        dialsPerSourceAndS = Math.max(1, dialsPerSourceAndS);
        instances = Math.max(1, instances);
        rarely = rarely.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rarely;
        checkAgain = checkAgain.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : checkAgain;
    }
}
