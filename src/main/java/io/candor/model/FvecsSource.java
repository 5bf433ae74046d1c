package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Reads fvecs: for each vector a little-endian int32 dimension and that many float32 values. */
record FvecsSource(Path file) implements FactorSource {
    private static final int MAX_DIMS = 65_536;

    @Override
    public boolean hasIds() {
        return false;
    }

    @Override
    public void readInto(Sink sink) throws IOException {
        try (InputStream in = ImportFormat.stream(file)) {
            byte[] header = in.readNBytes(Integer.BYTES);
            for (long row = 1; header.length > 0; row++) {
                sink.row("vector " + row, "", vector(in, header, row));
                header = in.readNBytes(Integer.BYTES);
            }
        }
    }

    private float[] vector(InputStream in, byte[] header, long row) throws IOException {
        int dims = header.length < Integer.BYTES ? -1 : little(header).getInt();
        if (dims < 1 || dims > MAX_DIMS) {
            throw broken(row, "its dimension is " + dims);
        }
        byte[] values = in.readNBytes(dims * Float.BYTES);
        if (values.length < dims * Float.BYTES) {
            throw broken(row, "the file ends after " + values.length + " of " + dims * Float.BYTES + " bytes");
        }
        float[] vector = new float[dims];
        little(values).asFloatBuffer().get(vector);
        return vector;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private CandorException broken(long row, String why) {
        return new CandorException(ErrorCode.IMPORT_INVALID, file + ", vector " + row + ": " + why);
    }
}
