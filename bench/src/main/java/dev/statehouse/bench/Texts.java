package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prose of made-up words, a few of them common and most of them rare, as in languages. The same at every run. */
final class Texts {

    /** Sixteen. */
    static final String[] SYLLABLES = "ka lo mi ner sta vel tor dim pra shu gan bel rho fis und ter".split(" ");

    private static final int VOCABULARY = 4_000;

    private final Random random = new Random(25);
    private final List<String> vocabulary = new ArrayList<>();

    Texts() {
        while (vocabulary.size() < VOCABULARY) {
            StringBuilder word = new StringBuilder();
            for (int i = random.nextInt(2, 5); i > 0; i--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            vocabulary.add(word.toString());
        }
    }

    String[] make(int texts, int words) {
        String[] made = new String[texts];
        for (int i = 0; i < texts; i++) {
            made[i] = text(words);
        }
        return made;
    }

    private String text(int words) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            double rank = random.nextDouble();
            text.add(vocabulary.get((int) (VOCABULARY * rank * rank * rank)));
        }
        return String.join(" ", text);
    }
}
