package dev.parley.api.object;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.util.List;

/** What changed among the objects that can be seen here, the own ones included. */
public sealed interface ObjectEvent {
    /** Who shows them, or did. */
    PeerName owner();

    /** Which objects it is about, as they are now, or as they were last; one, unless an endpoint went. */
    List<ObjectInfo> objects();

    /** One can be seen now. */
    record Added(ObjectInfo object) implements ObjectEvent {
        @Override
        public PeerName owner() {
            return object.owner();
        }

        @Override
        public List<ObjectInfo> objects() {
            return List.of(object);
        }
    }

    /** One has other bytes now. */
    record Changed(ObjectInfo before, ObjectInfo object) implements ObjectEvent {
        @Override
        public PeerName owner() {
            return object.owner();
        }

        @Override
        public List<ObjectInfo> objects() {
            return List.of(object);
        }
    }

    /** One was taken back, or may not be seen any more. */
    record Deleted(ObjectInfo object) implements ObjectEvent {
        @Override
        public PeerName owner() {
            return object.owner();
        }

        @Override
        public List<ObjectInfo> objects() {
            return List.of(object);
        }
    }

    /** An endpoint went, for example signed out, and with it all that it showed: one event for all of them. */
    record Withdrawn(PeerName owner, EndPointId endpoint, List<ObjectInfo> objects) implements ObjectEvent {
        /** Copies the list. */
        public Withdrawn {
            objects = List.copyOf(objects);
        }
    }
}
