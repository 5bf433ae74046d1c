package io.candor.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** CRC-32C (Castagnoli) as eight lower-case hexadecimal digits. */
final class Checksum {
    private static final long CHUNK_BYTES = 1 << 26;

    private Checksum() {}

    static String of(MemorySegment data) {
        CRC32C crc = new CRC32C();
        for (long at = 0; at < data.byteSize(); at += CHUNK_BYTES) {
            long length = Math.min(CHUNK_BYTES, data.byteSize() - at);
            crc.update(data.asSlice(at, length).asByteBuffer());
        }
        return hex(crc);
    }

    static String of(byte[] data, int from) {
        CRC32C crc = new CRC32C();
        crc.update(data, from, data.length - from);
        return hex(crc);
    }

    /** Makes a file durable and returns what the manifest says of it. */
    static ModelManifest.FileEntry seal(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            channel.force(true);
            MemorySegment data = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new ModelManifest.FileEntry(data.byteSize(), of(data));
        }
    }

    private static String hex(CRC32C crc) {
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
