package dev.parley.wire.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessListTest {
    private record Someone(String getName) implements UserPrincipal {}

    private static final UserPrincipal OWNER = new Someone("HOST\\anna");

    private static AclEntry entry(AclEntryType type, String who, AclEntryPermission permission) {
        return AclEntry.newBuilder()
                .setType(type)
                .setPrincipal(new Someone(who))
                .setPermissions(permission)
                .build();
    }

    @Test
    void whatIsMadeIsOfTheOwnerOnly() {
        for (boolean folder : new boolean[] {false, true}) {
            var attribute = AccessList.ownerOnly(OWNER, folder);
            assertEquals("acl:acl", attribute.name());
            assertEquals(1, attribute.value().size());
            assertEquals(folder ? 2 : 0, attribute.value().get(0).flags().size());
            assertEquals(Optional.empty(), AccessList.stranger(attribute.value(), OWNER));
        }
    }

    @Test
    void theMachineItselfIsNoStranger() {
        List<AclEntry> list = List.of(
                entry(AclEntryType.ALLOW, "NT AUTHORITY\\SYSTEM", AclEntryPermission.READ_DATA),
                entry(AclEntryType.ALLOW, "BUILTIN\\Administrators", AclEntryPermission.WRITE_DATA));
        assertEquals(Optional.empty(), AccessList.stranger(list, OWNER));
    }

    @Test
    void namesWhoElseCanReadOrChange() {
        for (AclEntryPermission permission :
                List.of(AclEntryPermission.READ_DATA, AclEntryPermission.WRITE_DATA, AclEntryPermission.WRITE_ACL)) {
            List<AclEntry> list =
                    new ArrayList<>(AccessList.ownerOnly(OWNER, false).value());
            list.add(entry(AclEntryType.ALLOW, "BUILTIN\\Users", permission));
            assertEquals(Optional.of("BUILTIN\\Users"), AccessList.stranger(list, OWNER));
        }
    }

    @Test
    void refusalsAndHarmlessRightsDoNotCount() {
        List<AclEntry> list = List.of(
                entry(AclEntryType.DENY, "Everyone", AclEntryPermission.READ_DATA),
                entry(AclEntryType.ALLOW, "Everyone", AclEntryPermission.READ_ATTRIBUTES));
        assertEquals(Optional.empty(), AccessList.stranger(list, OWNER));
    }
}
