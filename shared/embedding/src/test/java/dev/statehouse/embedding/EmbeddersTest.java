package dev.statehouse.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeProvider provider = new FakeProvider(
            (asked, exchange) -> FakeProvider.send(exchange, 200, "{\"data\": [{\"embedding\": [3, 4]}]}"));

    @AfterEach
    void stop() {
        provider.close();
    }

    private static ApplicationContext context(Map<String, Object> settings) {
        return ApplicationContext.builder()
                .properties(settings)
                .singletons(Clock.systemUTC())
                .start();
    }

    private static EmbeddingModel openAi(URI base) {
        return new EmbeddingModel(Provider.OPENAI, "m", 2, "", "", base, 10);
    }

    @Test
    void theOperatorMayAllowPrivateEndpoints() {
        try (ApplicationContext context = context(Map.of("embedding.allow-private-endpoints", true))) {
            Embedder embedder = context.getBean(Embedders.class).of(openAi(provider.base()), null);
            float[] vector =
                    embedder.embed(List.of("a"), Purpose.DOCUMENT, PATIENCE).getFirst();
            assertArrayEquals(new float[] {0.6f, 0.8f}, vector, 1e-6f);
        }
    }

    @Test
    void unlessHeDoesTheyAreRefused() {
        try (ApplicationContext context = context(Map.of())) {
            Embedders embedders = context.getBean(Embedders.class);
            assertThrows(EmbeddingFailedException.class, () -> embedders.of(openAi(provider.base()), null));
        }
    }

    @Test
    void theLocalModelIsThereWithoutAnySetting() {
        try (ApplicationContext context = context(Map.of())) {
            Embedders embedders = context.getBean(Embedders.class);
            embedders.warm();
            List<float[]> vectors = embedders
                    .of(EmbeddingModel.BGE_SMALL_EN, null)
                    .embed(List.of("a", "b"), Purpose.DOCUMENT, PATIENCE);
            assertEquals(2, vectors.size());
        }
    }
}
