package dev.parley.testkit;

/** What lies between two endpoints. At most one link goes over it. */
final class FakeCable {
    private final FakeLinks one;
    private final FakeLinks other;
    private boolean whole = true;
    private FakeLink link;

    FakeCable(FakeLinks one, FakeLinks other) {
        this.one = one;
        this.other = other;
    }

    boolean isWhole() {
        return whole && one.listens() && other.listens();
    }

    /** A new link, from the side of who dials. */
    FakeLink link(FakeLinks dialler) {
        FakeLinks answerer = dialler == one ? other : one;
        link = new FakeLink(dialler, answerer.self(), true);
        FakeLink end = new FakeLink(answerer, dialler.self(), false);
        link.pair(end);
        end.pair(link);
        answerer.opened(end);
        dialler.opened(link);
        return link;
    }

    void cut() {
        whole = false;
        if (link != null) {
            link.close("the cable was cut");
            link = null;
        }
    }

    void heal() {
        whole = true;
    }
}
