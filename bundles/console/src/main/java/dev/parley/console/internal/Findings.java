package dev.parley.console.internal;

import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What all doctors say: the networks first, as they came, then the parts of Parley. One that fails hides nobody else. */
final class Findings {
    /** Longer than a doctor may take, shorter than the person waits for all. */
    private static final long ONE_S = 10;

    private Findings() {}

    static CompletableFuture<List<Finding>> of(List<Doctor> doctors) {
        List<CompletableFuture<List<Finding>>> asked = new ArrayList<>();
        for (Doctor doctor : doctors) {
            asked.add(ask(doctor).orTimeout(ONE_S, TimeUnit.SECONDS).exceptionally(Findings::unknown));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(done -> asked.stream()
                .flatMap(one -> one.join().stream())
                .sorted(Comparator.comparing(Findings::place))
                .toList());
    }

    /** A copy: the time limit is ours. */
    private static CompletableFuture<List<Finding>> ask(Doctor doctor) {
        try {
            return doctor.examine().toCompletableFuture().copy();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** All ways over networks are one place. */
    private static Way place(Finding finding) {
        return finding.way().compareTo(Way.TCP_IN) <= 0 ? Way.TCP_IN : finding.way();
    }

    private static List<Finding> unknown(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        String why = cause instanceof TimeoutException
                ? "it did not answer within " + ONE_S + " s"
                : Failures.sentence(cause);
        return List.of(new Finding(
                "",
                Way.PARLEY,
                Verdict.CONCERN,
                "A part of Parley could not be examined: " + why,
                "Run doctor again; when it stays so, look into the log."));
    }
}
