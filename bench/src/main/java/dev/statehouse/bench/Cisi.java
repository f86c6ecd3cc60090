package dev.statehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The CISI collection (Centre for Inventions and Scientific Information): abstracts about libraries and information, questions
 * about them, and what people judged to answer which question.
 *
 * @param documents by number
 * @param questions by number, in natural language
 * @param relevant numbers of the documents that answer a question, by its number
 */
record Cisi(Map<Integer, String> documents, Map<Integer, String> questions, Map<Integer, Set<Integer>> relevant) {

    private static final String DOCUMENTS = "cisi/CISI.ALL";
    private static final String QUESTIONS = "cisi/CISI.QRY";
    private static final String JUDGEMENTS = "cisi/CISI.REL";

    static Stream<Path> files(Path folder) {
        return Stream.of(DOCUMENTS, QUESTIONS, JUDGEMENTS).map(folder::resolve);
    }

    static Cisi read(Path folder) {
        Map<Integer, Set<Integer>> relevant = judgements(text(folder, JUDGEMENTS));
        Map<Integer, String> questions = texts(text(folder, QUESTIONS));
        // What nobody judged tells nothing.
        questions.keySet().retainAll(relevant.keySet());
        return new Cisi(texts(text(folder, DOCUMENTS)), questions, relevant);
    }

    /** {@code .I} begins a text and gives its number, {@code .W} its words. */
    private static Map<Integer, String> texts(String file) {
        Map<Integer, String> texts = new TreeMap<>();
        for (String entry : ("\n" + file).split("\n\\.I ", -1)) {
            int words = entry.indexOf("\n.W");
            if (words >= 0) {
                int number = Integer.parseInt(entry.substring(0, words).strip());
                texts.put(number, entry.substring(words + "\n.W".length()).strip());
            }
        }
        return texts;
    }

    /** Each line begins with a question's and a document's number. */
    private static Map<Integer, Set<Integer>> judgements(String file) {
        Map<Integer, Set<Integer>> relevant = new TreeMap<>();
        file.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] numbers = line.split("\\s+", -1);
            relevant.computeIfAbsent(Integer.valueOf(numbers[0]), question -> new TreeSet<>())
                    .add(Integer.valueOf(numbers[1]));
        });
        return relevant;
    }

    private static String text(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1)
                    .replace("\r", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
