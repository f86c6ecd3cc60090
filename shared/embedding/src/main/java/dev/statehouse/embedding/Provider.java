package dev.statehouse.embedding;

/** Who computes vectors. */
public enum Provider {
    /** This process, with no key and no network. */
    LOCAL,
    /** OpenAI, or any server that speaks its {@code POST /embeddings}. */
    OPENAI,
    /** Amazon Bedrock, in the function's own region and by its role. */
    BEDROCK
}
