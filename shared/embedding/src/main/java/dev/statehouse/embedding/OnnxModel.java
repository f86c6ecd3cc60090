package dev.statehouse.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * bge-small-en-v1.5 with weights of eight bits, run by ONNX Runtime: of each text by itself, because such a model rounds by
 * what it is shown at once, and a text would get another vector beside others. Thread-safe.
 */
final class OnnxModel implements AutoCloseable {

    private static final String MODEL = "/bge-small-en-v1.5-q.onnx";
    private static final String PATH_OF_LIBRARIES = "onnxruntime.native.path";
    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";
    /** What the model was trained to see at once. */
    private static final int LONGEST_WINDOW = 512;
    /** Of a document: as long a text as the hosted models take. */
    private static final int MOST_WINDOWS = 16;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieces words;

    private OnnxModel(OrtEnvironment environment, OrtSession session, WordPieces words) {
        this.environment = environment;
        this.session = session;
        this.words = words;
    }

    static OnnxModel load() throws IOException, OrtException {
        useUnpackedLibraries();
        try (InputStream tokenizer = open(TOKENIZER);
                InputStream model = open(MODEL);
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "statehouse");
            // Texts run beside each other; one alone gains less by a second thread than that thread costs.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxModel(
                    environment, environment.createSession(model.readAllBytes(), options), WordPieces.read(tokenizer));
        }
    }

    // Where they are files, as in a function's package, ONNX Runtime need not copy them to the temporary folder.
    private static void useUnpackedLibraries() {
        String platform = "linux-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
        URL library = OnnxModel.class.getResource("/ai/onnxruntime/native/" + platform + "/libonnxruntime.so");
        if (library != null && library.getProtocol().equals("file") && System.getProperty(PATH_OF_LIBRARIES) == null) {
            Path folder = Path.of(URI.create(library.toString())).getParent();
            System.setProperty(PATH_OF_LIBRARIES, String.valueOf(folder));
        }
    }

    private static InputStream open(String name) throws FileNotFoundException {
        InputStream file = OnnxModel.class.getResourceAsStream(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return file;
    }

    /**
     * Of a document longer than a window, the mean of its windows' vectors, each weighted by its pieces; of a query, for which
     * somebody waits, the first window's.
     */
    float[] embed(String text, Purpose purpose) throws OrtException {
        int most = purpose == Purpose.QUERY ? 1 : MOST_WINDOWS;
        List<long[]> windows = words.windows(text, LONGEST_WINDOW, most);
        float @Nullable [] sum = null;
        for (long[] window : windows) {
            if (Thread.interrupted()) {
                throw new CancellationException("nobody waits for it any more");
            }
            float[] vector = run(window);
            if (windows.size() == 1) {
                return vector;
            }
            sum = sum == null ? new float[vector.length] : sum;
            for (int i = 0; i < vector.length; i++) {
                sum[i] += vector[i] * (window.length - 2);
            }
        }
        return sum == null ? new float[0] : sum;
    }

    private float[] run(long[] pieces) throws OrtException {
        long[] shape = {1, pieces.length};
        long[] ones = new long[pieces.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor ids = OnnxTensor.createTensor(environment, LongBuffer.wrap(pieces), shape);
                OnnxTensor attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                OnnxTensor types =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[pieces.length]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", attention, "token_type_ids", types))) {
            OnnxTensor states = (OnnxTensor) result.get(0);
            FloatBuffer all = states.getFloatBuffer();
            // The model says what it makes of the whole at the mark of the beginning.
            float[] vector = new float[(int) states.getInfo().getShape()[2]];
            all.get(vector);
            return vector;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
