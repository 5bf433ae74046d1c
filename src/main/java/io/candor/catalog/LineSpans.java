package io.candor.catalog;

import java.io.IOException;

/**
 * Where lines lie in a file; the arrays are shared and not to be modified.
 *
 * @param starts of each line, bytes from the beginning of the file
 * @param lengths of each line without its line break, 0 for none
 */
@SuppressWarnings("ArrayRecordComponent")
record LineSpans(long[] starts, int[] lengths) {
    static LineSpans read(SectionReader in, int count, long fileBytes) {
        LineSpans spans = new LineSpans(in.longs("beginnings of lines", count), in.ints("lengths of lines", count));
        boolean fit = true;
        for (int i = 0; i < count; i++) {
            long start = spans.starts[i];
            int length = spans.lengths[i];
            fit &= start >= 0 && length >= 0 && start <= fileBytes - length;
        }
        SectionReader.check(fit, "a line does not lie in the file of " + fileBytes + " bytes");
        return spans;
    }

    void write(SectionWriter out) throws IOException {
        out.longs(starts, starts.length);
        out.ints(lengths, lengths.length);
    }

    int size() {
        return starts.length;
    }
}
