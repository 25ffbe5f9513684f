package dev.parley.tests.durability;

import dev.parley.api.contacts.ContactManager;
import dev.parley.contacts.internal.ContactsComponent;
import dev.parley.spi.store.RecordStore;
import dev.parley.store.sqlite.internal.StoreComponent;
import dev.parley.testkit.FakeIdentity;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.file.DiskFiles;
import java.lang.annotation.Annotation;
import java.nio.file.Path;

/** The database and the contacts of a home, without anything else of Parley. */
final class Home implements AutoCloseable {
    /** Who lives there. */
    static final int ME = 1;

    private final StoreComponent store;
    private final ContactsComponent component;
    private final ContactManager contacts;

    private Home(StoreComponent store, ContactsComponent component, ContactManager contacts) {
        this.store = store;
        this.component = component;
        this.contacts = contacts;
    }

    /** @throws IllegalStateException with the sentence why, when it cannot be opened */
    static Home open(Path folder) throws InterruptedException {
        Services services = new Services();
        SystemExecution execution = new SystemExecution();
        FakeIdentity me = new FakeIdentity(ME, "Me");
        StoreComponent store =
                new StoreComponent(services.context(), new Configured(folder.toString()), execution, new DiskFiles());
        ContactsComponent component =
                new ContactsComponent(services.context(), execution, me, me, services.await(RecordStore.class));
        return new Home(store, component, services.await(ContactManager.class));
    }

    ContactManager contacts() {
        return contacts;
    }

    @Override
    public void close() {
        Services.stop(component);
        Services.stop(store);
    }

    private record Configured(String home) implements StoreComponent.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return StoreComponent.Config.class;
        }
    }
}
