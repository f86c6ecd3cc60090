package dev.statehouse.embedding;

import java.time.Duration;
import java.util.List;

/** Embeds a text in a process of its own, and says how many dimensions came of it. */
final class OneTextMain {

    private OneTextMain() {}

    public static void main(String[] texts) {
        try (LocalEmbedder local = new LocalEmbedder()) {
            List<float[]> vectors = local.of(EmbeddingModel.BGE_SMALL_EN)
                    .embed(List.of(texts), Purpose.DOCUMENT, Duration.ofMinutes(1));
            System.out.println(vectors.getFirst().length);
        }
    }
}
