package dev.parley.wire.file;

import dev.parley.api.peer.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Access control lists as Windows has them. */
final class AccessList {
    /** These can read every file of such a machine whatever its list says, as root can elsewhere. */
    private static final Set<String> MACHINE = Set.of("NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators");

    private static final Set<AclEntryPermission> TELLING = EnumSet.of(
            AclEntryPermission.READ_DATA,
            AclEntryPermission.WRITE_DATA,
            AclEntryPermission.APPEND_DATA,
            AclEntryPermission.WRITE_ACL,
            AclEntryPermission.WRITE_OWNER);

    private AccessList() {}

    static UserPrincipal me(Path file) throws IOException {
        return file.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
    }

    /** @param folder whether what is made inside shall have the same list */
    static FileAttribute<List<AclEntry>> ownerOnly(UserPrincipal owner, boolean folder) {
        AclEntry.Builder all = AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(owner)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class));
        if (folder) {
            all.setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT);
        }
        List<AclEntry> list = List.of(all.build());
        return new FileAttribute<>() {
            @Override
            public String name() {
                return "acl:acl";
            }

            @Override
            public List<AclEntry> value() {
                return list;
            }
        };
    }

    /** Somebody else whom the list lets read or change the file: the name, for people. */
    static Optional<String> stranger(List<AclEntry> list, UserPrincipal owner) {
        return list.stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .filter(entry -> entry.permissions().stream().anyMatch(TELLING::contains))
                .map(AclEntry::principal)
                .filter(who -> !who.equals(owner) && !MACHINE.contains(who.getName()))
                .map(who -> Text.label(who.getName()))
                .findFirst();
    }
}
