package dev.statehouse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/** Lucene's BM25 over the same texts, in memory; any word may occur. */
final class LuceneRanking implements Ranking, AutoCloseable {

    private static final float K1 = 1.2f;
    private static final float B = 0.75f;
    private static final String NUMBER = "number";
    private static final String TEXT = "text";

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final Directory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    LuceneRanking(Map<Integer, String> documents) throws IOException {
        BM25Similarity similarity = new BM25Similarity(K1, B);
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setSimilarity(similarity);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Map.Entry<Integer, String> each : documents.entrySet()) {
                Document document = new Document();
                document.add(new StoredField(NUMBER, each.getKey()));
                document.add(new TextField(TEXT, each.getValue(), Field.Store.NO));
                writer.addDocument(document);
            }
        }
        reader = DirectoryReader.open(directory);
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(similarity);
    }

    @Override
    public String name() {
        return "Lucene, BM25";
    }

    @Override
    public Ranked rank(String question) throws IOException {
        Query query = new QueryBuilder(analyzer).createBooleanQuery(TEXT, question);
        StoredFields stored = searcher.storedFields();
        List<Integer> numbers = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(Objects.requireNonNull(query), DEPTH).scoreDocs) {
            numbers.add(stored.document(hit.doc).getField(NUMBER).numericValue().intValue());
        }
        return new Ranked(numbers, true);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
        analyzer.close();
    }
}
