package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads a NumPy array of shape (rows × dims), float32 or float64, either byte order, C order; from .npy or, the first array,
 * from .npz.
 *
 * <p>Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays", versions 1 to 3.
 */
record NpySource(Path file, boolean archive) implements FactorSource {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final Pattern DTYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])(f4|f8)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,?\\s*\\)");

    @Override
    public boolean hasIds() {
        return false;
    }

    @Override
    public void readInto(Sink sink) throws IOException {
        try (InputStream in = ImportFormat.stream(file)) {
            if (!archive) {
                readArray(in, sink);
                return;
            }
            try (ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    if (entry.getName().endsWith(".npy")) {
                        readArray(zip, sink);
                        return;
                    }
                }
            }
            throw broken("holds no array");
        }
    }

    private void readArray(InputStream in, Sink sink) throws IOException {
        String header = header(in);
        Matcher dtype = DTYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!dtype.find() || !shape.find()) {
            throw broken("must be a two-dimensional array of float32 or float64, its header says " + header.strip());
        }
        if (FORTRAN.matcher(header).find()) {
            throw broken("is in Fortran order; save it with numpy.ascontiguousarray");
        }
        boolean wide = dtype.group(2).equals("f8");
        ByteOrder order = dtype.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long rows = Long.parseLong(shape.group(1));
        int dims = Integer.parseInt(shape.group(2));
        int rowBytes = Math.multiplyExact(dims, wide ? Double.BYTES : Float.BYTES);
        for (long row = 1; row <= rows; row++) {
            byte[] bytes = in.readNBytes(rowBytes);
            if (bytes.length < rowBytes) {
                throw broken("ends in row " + row + " of " + rows);
            }
            sink.row("row " + row, "", vector(ByteBuffer.wrap(bytes).order(order), dims, wide));
        }
    }

    private String header(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        ByteBuffer begun = ByteBuffer.wrap(start);
        if (start.length < MAGIC.length + 2 || !begun.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw broken("is not a NumPy array");
        }
        boolean longHeader = start[MAGIC.length] > 1;
        byte[] size = in.readNBytes(longHeader ? Integer.BYTES : Short.BYTES);
        ByteBuffer sized = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
        int length = longHeader ? sized.getInt() : sized.getShort() & 0xffff;
        if (length < 0 || length > MAX_HEADER) {
            throw broken("has a header of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static float[] vector(ByteBuffer bytes, int dims, boolean wide) {
        float[] vector = new float[dims];
        for (int d = 0; d < dims; d++) {
            vector[d] = wide ? (float) bytes.getDouble() : bytes.getFloat();
        }
        return vector;
    }

    private CandorException broken(String why) {
        return new CandorException(ErrorCode.IMPORT_INVALID, file + " " + why);
    }
}
