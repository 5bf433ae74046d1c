package io.candor.eventlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** What the journal asks of a file system; the place where tests make it fail. Thread-safe. */
interface JournalFiles {
    /** Creates a file, or empties the one that is there, for reading and writing. */
    JournalFile create(Path file) throws IOException;

    /** Opens a file that is there for reading and writing. */
    JournalFile open(Path file) throws IOException;

    /** Returns the names in a directory, sorted. */
    List<String> names(Path directory) throws IOException;

    void move(Path from, Path to) throws IOException;

    /** Deletes a file; nothing happens when it is gone. */
    void delete(Path file) throws IOException;

    /** Makes durable which files a directory has. */
    void forceDirectory(Path directory) throws IOException;

    /** Returns the bytes this process may still write to the disk of a directory. */
    long usableBytes(Path directory) throws IOException;

    /** An open file. Positions are explicit, so that several threads may use it. */
    interface JournalFile extends Closeable {
        /** Writes all remaining bytes. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /** Reads up to the remaining bytes; returns how many, −1 at the end. */
        int read(ByteBuffer into, long position) throws IOException;

        /** Makes content, and the length if that changed, durable. */
        void force() throws IOException;

        /** Cuts the file to a length. */
        void truncate(long length) throws IOException;

        long size() throws IOException;
    }
}
