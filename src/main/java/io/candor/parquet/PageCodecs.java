package io.candor.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks the pages of a Parquet file in Java: none, snappy, gzip, zstd and lz4_raw. The library's own factory looks for
 * Hadoop's classes, and fails at the first gzipped page without them.
 */
final class PageCodecs implements CompressionCodecFactory {
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Pages(PageCodecs::copy);
            case GZIP -> new Pages(PageCodecs::gunzip);
            case SNAPPY -> new Pages(blocks(new SnappyDecompressor()));
            case ZSTD -> new Pages(blocks(new ZstdDecompressor()));
            case LZ4_RAW -> new Pages(blocks(new Lz4Decompressor()));
            case LZO, BROTLI, LZ4 ->
                throw new IllegalArgumentException(
                        "pages are packed with " + codec + "; write it with snappy, gzip, zstd, lz4_raw or none");
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Parquet is read here, not written");
    }

    @Override
    public void release() {}

    /** Fills {@code out} from a packed page; returns how many bytes there were, at most the length of {@code out}. */
    private interface Unpacking {
        int unpack(byte[] packed, byte[] out) throws IOException;
    }

    private static int copy(byte[] packed, byte[] out) {
        int length = Math.min(packed.length, out.length);
        System.arraycopy(packed, 0, out, 0, length);
        return length;
    }

    private static int gunzip(byte[] packed, byte[] out) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(out, 0, out.length);
        }
    }

    private static Unpacking blocks(Decompressor decompressor) {
        return (packed, out) -> decompressor.decompress(packed, 0, packed.length, out, 0, out.length);
    }

    private record Pages(Unpacking unpacking) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpack(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer out, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            out.put(unpack(bytes, size));
        }

        private byte[] unpack(byte[] packed, int size) throws IOException {
            byte[] out = new byte[size];
            int length = unpacking.unpack(packed, out);
            if (length != size) {
                throw new IOException("a page unpacks to " + length + " bytes, its header says " + size);
            }
            return out;
        }

        @Override
        public void release() {}
    }
}
