package dev.parley.api.view;

import org.osgi.annotation.versioning.ConsumerType;

/** Where lines are shown to the person here that belong to no session: an OSGi service of a user interface. Any thread; never blocks. */
@ConsumerType
public interface Bulletin {
    /** Shows a line. What cannot be shown in it is replaced. */
    void show(String line);
}
