package dev.parley.presence.internal;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.PeerName;
import dev.parley.wire.diagnostics.Few;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Whom we watch, who watches us, and whom we cannot reach.
 *
 * @param signedIn whether anybody is signed in here
 * @param watched whom we watch
 * @param there who of them tells us something
 * @param unreached who of them is near and not reached, and for how long
 * @param watchers who is told something by us
 * @param names what people are called here
 */
record WatchCheck(
        boolean signedIn,
        Collection<PeerName> watched,
        Collection<PeerName> there,
        Map<PeerName, Duration> unreached,
        Collection<PeerName> watchers,
        Function<PeerName, String> names) {

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!signedIn) {
            findings.add(finding(
                    watched.isEmpty() ? Verdict.FINE : Verdict.CONCERN,
                    "nobody is signed in here, so nobody is watched; " + watched.size() + " would be",
                    watched.isEmpty() ? "" : "Sign in to see those whom you watch: sign-in"));
            return findings;
        }
        int away = watched.size() - there.size() - unreached.size();
        findings.add(finding(
                Verdict.FINE,
                "you watch " + watched.size() + ": " + there.size() + " there" + named(there) + ", " + away
                        + " not there, or they do not allow it",
                ""));
        findings.add(finding(Verdict.FINE, watchers.size() + " watch you now" + named(watchers), ""));
        if (!unreached.isEmpty()) {
            List<String> since = unreached.entrySet().stream()
                    .map(entry -> names.apply(entry.getKey()) + " for " + ClockCheck.text(entry.getValue()))
                    .toList();
            findings.add(
                    finding(
                            Verdict.CONCERN,
                            "announced near, but dials fail: " + Few.of(since),
                            "Look whether a firewall between you and whoever cannot be reached stops connections; ask them to run doctor, too."));
        }
        return findings;
    }

    private String named(Collection<PeerName> peers) {
        return peers.isEmpty() ? "" : " (" + Few.of(peers.stream().map(names).toList()) + ")";
    }

    private static Finding finding(Verdict verdict, String explanation, String advice) {
        return new Finding("", Way.WATCHES, verdict, explanation, advice);
    }
}
