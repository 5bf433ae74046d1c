package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's HNSW: one segment, memory-mapped, maximum inner product, built with the beam width of ours and a
 * degree of 32, which in its base layer is 64.
 *
 * <p>Without a filter the segment is searched directly, without the cost of a query; with one, by its vector query, which
 * filters during the search and scans where few documents pass.
 */
final class LuceneEngine implements BenchEngine {
    static final int DEGREE = 32;
    private static final String FIELD = "v";

    private final Directory directory;
    private final DirectoryReader reader;
    private final LeafReader segment;
    private final IndexSearcher searcher;
    private @Nullable BitsQuery filter;

    private LuceneEngine(Directory directory) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.segment = reader.leaves().getFirst().reader();
        this.searcher = new IndexSearcher(reader);
        this.searcher.setQueryCache(null);
    }

    static LuceneEngine build(FactorMatrix items, Path path) throws IOException {
        Directory directory = new MMapDirectory(path);
        IndexWriterConfig config =
                new IndexWriterConfig().setRAMBufferSizeMB(1024).setUseCompoundFile(false);
        config.setCodec(new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return new Lucene99HnswVectorsFormat(DEGREE, GraphBuilder.BEAM_WIDTH);
            }
        });
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < items.rows(); i++) {
                Document document = new Document();
                document.add(new KnnFloatVectorField(
                        FIELD, Factors.row(items, i), VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        return new LuceneEngine(directory);
    }

    @Override
    public String name() {
        return "lucene";
    }

    @Override
    public boolean hasEf() {
        return true;
    }

    @Override
    public void allow(@Nullable Bits rows) {
        filter = rows == null ? null : new BitsQuery(rows);
    }

    @Override
    public int search(float[] query, int k, int ef, int[] ordinals) throws IOException {
        int wanted = Math.max(k, ef);
        TopDocs found = filter == null
                ? segment.searchNearestVectors(
                        FIELD, query, wanted, AcceptDocs.fromLiveDocs(null, segment.maxDoc()), Integer.MAX_VALUE)
                : searcher.search(new KnnFloatVectorQuery(FIELD, query, wanted, filter), k);
        ScoreDoc[] docs = found.scoreDocs;
        int count = Math.min(k, docs.length);
        for (int i = 0; i < count; i++) {
            ordinals[i] = docs[i].doc;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
