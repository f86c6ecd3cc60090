package dev.statehouse.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Texts of 20 to 300 words, more short ones than long ones: sentences that people wrote, put together anew, and names among them
 * that are made up, since a few thousand sentences have too few rare words. A text of a number is the same at every run.
 */
final class Prose {

    private static final long SEED = 25;
    private static final int LEAST = 20;
    private static final int MOST = 300;
    private static final int LONGEST_SENTENCE = 60;
    private static final int NAMES = 1_000_000;
    // Of this many sentences one names somebody.
    private static final int NAMED = 4;

    private final List<String[]> sentences;

    Prose(Inputs inputs) {
        sentences = Stream.of(inputs.cisi().documents().values(), inputs.prompts())
                .flatMap(Collection::stream)
                .flatMap(text -> Arrays.stream(text.split("(?<=[.!?])\\s+", -1)))
                .map(sentence -> sentence.strip().split("\\s+", -1))
                .filter(words -> words.length > 3 && words.length <= LONGEST_SENTENCE)
                .toList();
    }

    String text(int number) {
        SplittableRandom random = new SplittableRandom(SEED + number);
        double share = random.nextDouble();
        int left = LEAST + (int) ((MOST - LEAST + 1) * share * share);
        StringBuilder text = new StringBuilder();
        while (left > 0) {
            String[] sentence = sentences.get(random.nextInt(sentences.size()));
            for (int i = 0; i < sentence.length && left > 0; i++, left--) {
                text.append(sentence[i]).append(' ');
            }
            if (random.nextInt(NAMED) == 0) {
                text.append(name(random)).append(' ');
                left--;
            }
        }
        return text.toString();
    }

    /** Each as frequent as its rank has it by Zipf's law: what is even is the logarithm of the rank. */
    private static String name(SplittableRandom random) {
        int rank = (int) Math.exp(random.nextDouble() * Math.log(NAMES));
        StringBuilder name = new StringBuilder();
        for (int rest = rank + 0x1000; rest > 0; rest >>= 4) {
            name.append(Texts.SYLLABLES[rest & 0xf]);
        }
        return name.toString();
    }
}
