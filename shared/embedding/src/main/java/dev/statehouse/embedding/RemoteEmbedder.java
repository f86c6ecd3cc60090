package dev.statehouse.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.outbound.HttpsAnswer;
import dev.statehouse.outbound.HttpsRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks a provider: in requests of the size that it takes, and again after what may pass, with pauses up to a bound that doubles
 * (full jitter), or as long as the provider asks for. Thread-safe.
 */
final class RemoteEmbedder implements Embedder {

    static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(30);
    private static final int MOST_BYTES_OF_REFUSAL = 16_384;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddingModel model;
    private final RemoteApi api;
    private final Refusals refusals;
    private final Duration firstPause;

    RemoteEmbedder(EmbeddingModel model, RemoteApi api, Clock clock) {
        this(model, api, clock, FIRST_PAUSE);
    }

    /** @param firstPause bound of the pause before the first repeat */
    RemoteEmbedder(EmbeddingModel model, RemoteApi api, Clock clock, Duration firstPause) {
        this.model = model;
        this.api = api;
        this.refusals = new Refusals(api, clock);
        this.firstPause = firstPause;
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose, Duration patience) {
        Patience left = new Patience(patience);
        List<String> prefixed =
                texts.stream().map(text -> model.prefixed(text, purpose)).toList();
        List<List<String>> batches = Batches.of(prefixed, model.mostTexts(), api.limits());
        return Beside.each(batches, api.limits().requests(), batch -> ask(batch, purpose, left));
    }

    private List<float[]> ask(List<String> texts, Purpose purpose, Patience patience) {
        for (int attempt = 0; ; attempt++) {
            try {
                return once(texts, purpose, patience);
            } catch (EmbeddingFailedException failed) {
                pause(failed, attempt, patience);
            }
        }
    }

    private void pause(EmbeddingFailedException failed, int attempt, Patience patience) {
        long bound = firstPause.toNanos() << Math.min(attempt, MOST_DOUBLINGS);
        Duration pause = failed.retryAfter()
                .orElse(Duration.ZERO)
                .plusNanos(ThreadLocalRandom.current().nextLong(bound));
        if (!failed.isTemporary() || pause.compareTo(patience.left()) >= 0) {
            throw failed;
        }
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }

    private List<float[]> once(List<String> texts, Purpose purpose, Patience patience) {
        int most = mostBytes(texts.size());
        HttpsAnswer answer = send(api.call(texts, purpose), most, patience.left());
        if (!answer.isSuccess()) {
            throw refusals.of(answer);
        }
        if (answer.body().length > most) {
            throw EmbeddingFailedException.lasting(
                    "the embedding provider answered more than %d bytes for %d texts".formatted(most, texts.size()));
        }
        return vectors(answer.body(), texts.size());
    }

    // A number in JSON has up to 25 characters; the rest is what surrounds them.
    private int mostBytes(int texts) {
        return 65_536 + texts * (1024 + 32 * model.dimensions());
    }

    private HttpsAnswer send(RemoteApi.Call call, int most, Duration left) {
        if (left.toMillis() == 0) {
            throw EmbeddingFailedException.passing("no time was left to ask the embedding provider", Duration.ZERO);
        }
        Duration whole = shorter(WHOLE, left);
        try {
            return api.https()
                    .send(new HttpsRequest(
                            call.url(),
                            call.headers(),
                            call.body(),
                            most + 1,
                            MOST_BYTES_OF_REFUSAL,
                            shorter(CONNECT, left),
                            whole,
                            whole));
        } catch (IOException failed) {
            throw Refusals.of(failed);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private List<float[]> vectors(byte[] body, int texts) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException cut) {
            // Without the cause, which quotes the answer.
            throw EmbeddingFailedException.passing("the embedding provider's answer is no JSON", Duration.ZERO);
        }
        List<float[]> vectors = new ArrayList<>(texts);
        for (float[] raw : api.read(answer, texts)) {
            vectors.add(Vectors.unit(raw, model));
        }
        return vectors;
    }
}
