package dev.parley.tests.bench.run;

import java.io.IOException;

final class StartBench {
    StartBench(Children children, Programs programs, Plan plan, dev.parley.tests.bench.figures.Report report) {}

    void run() throws IOException {}
}
