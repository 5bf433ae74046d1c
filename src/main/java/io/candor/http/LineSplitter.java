package io.candor.http;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. A line that passes the bound is not kept, only reported. Counts every line from 0,
 * empty ones too. Not thread-safe.
 */
final class LineSplitter {
    private final int maxLineBytes;
    private final Lines lines;
    private byte[] begun = new byte[0];
    private int begunBytes;
    private int index;

    /** Receives the lines in order. */
    interface Lines {
        /** A line without its line break; the array is valid during the call only. */
        void line(int index, byte[] bytes, int offset, int length);

        /** A line that passes the bound. */
        void tooLong(int index);
    }

    LineSplitter(int maxLineBytes, Lines lines) {
        this.maxLineBytes = maxLineBytes;
        this.lines = lines;
    }

    void feed(byte[] chunk) {
        int start = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                endLine(chunk, start, i - start);
                start = i + 1;
            }
        }
        keep(chunk, start, chunk.length - start);
    }

    /** Ends the last line, which may lack its line break. */
    void end() {
        if (begunBytes > 0) {
            endLine(begun, 0, 0);
        }
    }

    private void endLine(byte[] chunk, int offset, int length) {
        if (begunBytes == 0 && length <= maxLineBytes) {
            lines.line(index, chunk, offset, length);
        } else {
            keep(chunk, offset, length);
            if (begunBytes > maxLineBytes) {
                lines.tooLong(index);
            } else {
                lines.line(index, begun, 0, begunBytes);
            }
        }
        begunBytes = 0;
        index++;
    }

    private void keep(byte[] chunk, int offset, int length) {
        if (begunBytes + (long) length > maxLineBytes) {
            begunBytes = maxLineBytes + 1;
            return;
        }
        if (begunBytes + length > begun.length) {
            begun = Arrays.copyOf(begun, Math.min(maxLineBytes, Math.max(begunBytes + length, 2 * begun.length)));
        }
        System.arraycopy(chunk, offset, begun, begunBytes, length);
        begunBytes += length;
    }
}
