package io.candor.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A file system in memory that fails when told to, and that loses power: what was not forced is then there or not, sector
 * by sector and name by name.
 */
final class MemoryFiles implements JournalFiles {
    private static final int SECTOR = 512;

    private final Map<String, Node> live = new TreeMap<>();
    private Map<String, Node> forced = new TreeMap<>();
    private int calls;
    private int failFrom = Integer.MAX_VALUE;
    private int failTo = Integer.MAX_VALUE;
    private String failure = "";
    private long usable = Long.MAX_VALUE;

    /** One file: what processes see, and what is surely on the disk. */
    private static final class Node {
        private byte[] content = new byte[0];
        private byte[] safe = new byte[0];
        private final BitSet dirty = new BitSet();
    }

    synchronized int calls() {
        return calls;
    }

    /** Lets the calls from one number on (counted from 1 over the whole life) up to another, exclusive, fail. */
    synchronized void failCalls(int from, int to, String message) {
        failFrom = from;
        failTo = to;
        failure = message;
    }

    synchronized void usable(long bytes) {
        usable = bytes;
    }

    synchronized byte[] content(String name) {
        Node node = live.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no file " + name + " among " + live.keySet());
        }
        return node.content.clone();
    }

    synchronized void put(String name, byte[] content) {
        Node node = new Node();
        node.content = content.clone();
        node.safe = content.clone();
        live.put(name, node);
        forced.put(name, node);
    }

    synchronized void remove(String name) {
        live.remove(name);
        forced.remove(name);
    }

    synchronized List<String> names() {
        return List.copyOf(live.keySet());
    }

    /** Returns a copy in which everything is on the disk. */
    synchronized MemoryFiles copy() {
        MemoryFiles copy = new MemoryFiles();
        live.forEach((name, node) -> copy.put(name, node.content));
        return copy;
    }

    /** Returns what may be found after the power failed now. */
    synchronized MemoryFiles afterPowerLoss(RandomGenerator random) {
        MemoryFiles after = new MemoryFiles();
        boolean namesReachedTheDisk = random.nextBoolean();
        (namesReachedTheDisk ? live : forced).forEach((name, node) -> after.put(name, survived(node, random)));
        return after;
    }

    private static byte[] survived(Node node, RandomGenerator random) {
        boolean lengthReachedTheDisk = random.nextBoolean();
        int length = lengthReachedTheDisk ? node.content.length : node.safe.length;
        byte[] found = Arrays.copyOf(node.safe, length);
        int mode = random.nextInt(3);
        node.dirty.stream().forEach(sector -> {
            int from = sector * SECTOR;
            int to = Math.min(from + SECTOR, Math.min(length, node.content.length));
            if (from < to && (mode == 0 || (mode == 1 && random.nextBoolean()))) {
                System.arraycopy(node.content, from, found, from, to - from);
            }
        });
        return found;
    }

    private void call() throws IOException {
        calls++;
        if (calls >= failFrom && calls < failTo) {
            throw new IOException(failure);
        }
    }

    private static String key(Path file) {
        return file.getFileName().toString();
    }

    @Override
    public synchronized JournalFile create(Path file) throws IOException {
        call();
        Node node = new Node();
        live.put(key(file), node);
        return new Handle(node);
    }

    @Override
    public synchronized JournalFile open(Path file) throws IOException {
        call();
        Node node = live.get(key(file));
        if (node == null) {
            throw new NoSuchFileException(file.toString());
        }
        return new Handle(node);
    }

    @Override
    public synchronized List<String> names(Path directory) throws IOException {
        call();
        return names();
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        call();
        Node node = live.remove(key(from));
        if (node == null) {
            throw new NoSuchFileException(from.toString());
        }
        live.put(key(to), node);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        call();
        live.remove(key(file));
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        call();
        forced = new TreeMap<>(live);
    }

    @Override
    public synchronized long usableBytes(Path directory) throws IOException {
        call();
        return usable;
    }

    private final class Handle implements JournalFile {
        private final Node node;
        private boolean open = true;

        Handle(Node node) {
            this.node = node;
        }

        /** When it fails, an odd half of the bytes has reached the file; inside one sector all or nothing, by turns. */
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            synchronized (MemoryFiles.this) {
                ensureOpen();
                int length = bytes.remaining();
                try {
                    call();
                } catch (IOException e) {
                    boolean oneSector = position / SECTOR == (position + length - 1) / SECTOR;
                    length = oneSector ? calls % 2 * length : length / 2 | 1;
                    throw e;
                } finally {
                    put(bytes, (int) position, Math.min(length, bytes.remaining()));
                }
            }
        }

        private void put(ByteBuffer bytes, int position, int length) {
            int end = position + length;
            if (node.content.length < end) {
                node.content = Arrays.copyOf(node.content, end);
            }
            bytes.get(node.content, position, length);
            if (length > 0) {
                node.dirty.set(position / SECTOR, (end - 1) / SECTOR + 1);
            }
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            synchronized (MemoryFiles.this) {
                ensureOpen();
                call();
                int length = (int) Math.min(into.remaining(), node.content.length - position);
                if (length <= 0) {
                    return -1;
                }
                into.put(node.content, (int) position, length);
                return length;
            }
        }

        /** When it fails, the pages count as clean although they are not on the disk, as on Linux. */
        @Override
        public void force() throws IOException {
            synchronized (MemoryFiles.this) {
                ensureOpen();
                call();
                node.safe = node.content.clone();
                node.dirty.clear();
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            synchronized (MemoryFiles.this) {
                ensureOpen();
                call();
                node.content = Arrays.copyOf(node.content, (int) Math.min(length, node.content.length));
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (MemoryFiles.this) {
                ensureOpen();
                call();
                return node.content.length;
            }
        }

        @Override
        public void close() {
            open = false;
        }

        private void ensureOpen() throws IOException {
            if (!open) {
                throw new IOException("closed");
            }
        }
    }
}
