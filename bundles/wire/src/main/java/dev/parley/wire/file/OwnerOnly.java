package dev.parley.wire.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** How a file system keeps a file to its owner. */
interface OwnerOnly {
    /** With which attributes to make a file. */
    FileAttribute<?> forFile(Path file) throws IOException;

    /** With which attributes to make a folder. */
    FileAttribute<?> forFolder(Path folder) throws IOException;

    /** @throws IOException when others than its owner can read or write it */
    void require(Path file) throws IOException;

    /** What the file's disk has; the file need not be there. */
    static OwnerOnly of(Path file) {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix") ? new Posix() : new Acl();
    }

    /** Permission bits. */
    final class Posix implements OwnerOnly {
        @Override
        public FileAttribute<?> forFile(Path file) {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        }

        @Override
        public FileAttribute<?> forFolder(Path folder) {
            return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        }

        @Override
        public void require(Path file) throws IOException {
            Set<PosixFilePermission> others = EnumSet.noneOf(PosixFilePermission.class);
            others.addAll(Files.getPosixFilePermissions(file));
            others.removeAll(PosixFilePermissions.fromString("rwx------"));
            if (!others.isEmpty()) {
                throw new IOException(
                        file + " can be read or changed by others than its owner. If nobody else had it, run: "
                                + "chmod 600 '" + file + "'");
            }
        }
    }

    /** Access control lists. */
    final class Acl implements OwnerOnly {
        @Override
        public FileAttribute<?> forFile(Path file) throws IOException {
            return AccessList.ownerOnly(AccessList.me(file), false);
        }

        @Override
        public FileAttribute<?> forFolder(Path folder) throws IOException {
            return AccessList.ownerOnly(AccessList.me(folder), true);
        }

        @Override
        public void require(Path file) throws IOException {
            AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
            if (view == null) {
                throw new IOException(file + " lies on a disk that cannot keep it from others; choose another home.");
            }
            Optional<String> stranger = AccessList.stranger(view.getAcl(), view.getOwner());
            if (stranger.isPresent()) {
                throw new IOException(file + " can be read or changed by " + stranger.get()
                        + ". If nobody else had it, leave only its owner in its permissions.");
            }
        }
    }
}
