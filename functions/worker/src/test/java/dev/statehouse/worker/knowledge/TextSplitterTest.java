package dev.statehouse.worker.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.knowledge.KnowledgePieces.NewPiece;
import dev.statehouse.data.token.Tokens;
import dev.statehouse.worker.document.DocumentFault;
import dev.statehouse.worker.document.UnreadableDocument;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pieces are of a text: all of it, none too long, and nothing cut that belongs together. */
class TextSplitterTest {

    private static final String[] PARTS = {
        "a",
        "word ",
        "Sentence. ",
        "Why? ",
        "\n",
        "\r\n",
        "\n\n",
        "# Heading\n",
        "e\u0301",
        "\u0301\u0323",
        "\ud83d\ude00",
        "\ud83d\udc69\u200d\ud83d\udcbb",
        "\u4f60\u597d\u3002",
        "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
        "\u0633\u0644\u0627\u0645 ",
        "   ",
        "\u00a0",
        "https://example.org/a?b=c&d ",
        "\u1100\u1161\u11a8",
        "\ud83c\udde9\ud83c\uddea ",
        "9.5 ",
        "...",
        "\u200f"
    };

    private static List<NewPiece> split(String text, int most, int overlap) throws UnreadableDocument {
        return new TextSplitter(text, Locale.ENGLISH, most, overlap, part -> Tokens.count(Tokens.O200K, part), () -> {})
                .split();
    }

    private static List<String> contents(List<NewPiece> pieces) {
        return pieces.stream().map(NewPiece::content).toList();
    }

    private static String sentences(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj("This is the sentence of number %d, and it ends. "::formatted)
                .collect(Collectors.joining());
    }

    @Test
    void piecesEndWhereSentencesDo() throws UnreadableDocument {
        List<NewPiece> pieces = split(sentences(1, 60), 100, 0);
        assertTrue(pieces.size() > 5, () -> "only " + pieces.size());
        for (NewPiece piece : pieces) {
            assertTrue(
                    piece.content().matches("(This is the sentence of number \\d+, and it ends. )+"), piece.content());
            assertTrue(piece.tokens() <= 100);
        }
        assertEquals(sentences(1, 60), String.join("", contents(pieces)));
    }

    @Test
    void aPieceRepeatsTheLastSentencesOfTheOneBefore() throws UnreadableDocument {
        List<NewPiece> pieces = split(sentences(1, 60), 100, 30);
        for (int i = 1; i < pieces.size(); i++) {
            int repeated = pieces.get(i - 1).endOffset() - pieces.get(i).startOffset();
            String before = pieces.get(i - 1).content();
            assertTrue(repeated > 0, "two sentences fit in 30 tokens");
            String again = before.substring(before.length() - repeated);
            assertTrue(pieces.get(i).content().startsWith(again));
            assertTrue(Tokens.count(Tokens.O200K, again) <= 30);
        }
    }

    @Test
    void aParagraphThatEndsInThePiecesSecondHalfEndsThePiece() throws UnreadableDocument {
        String text = sentences(1, 6) + "\n\n" + sentences(7, 20);
        assertTrue(split(text, 100, 0).getFirst().content().endsWith("number 6, and it ends. \n\n"));
        // Not after a heading, which belongs to what follows it.
        String headed = sentences(1, 6) + "\n\n# Heading\n\n" + sentences(7, 20);
        assertTrue(split(headed, 100, 0).get(1).content().startsWith("# Heading\n"));
    }

    @Test
    void aSentenceLongerThanAPieceIsCutBetweenWords() throws UnreadableDocument {
        String text = IntStream.range(0, 500).mapToObj(i -> "wonderful" + i).collect(Collectors.joining(" "));
        List<NewPiece> pieces = split(text, 64, 0);
        assertEquals(text, String.join("", contents(pieces)));
        pieces.forEach(piece -> assertTrue(piece.content().matches(" ?(wonderful\\d+ ?)+"), piece.content()));
        assertTrue(pieces.stream().allMatch(piece -> piece.tokens() <= 64));
    }

    @Test
    void oneWordOfAMegabyteAndACharacterOfAMillionMarksComeToAnEnd() throws UnreadableDocument {
        String word = "x".repeat(1_000_000);
        assertEquals(word, whole(split(word, 400, 80)));
        String marks = "e" + "\u0301".repeat(200_000);
        List<NewPiece> pieces = split(marks, 400, 80);
        assertEquals(marks, whole(pieces));
        assertTrue(pieces.stream().allMatch(piece -> piece.tokens() <= 400));
    }

    @Test
    void tooManyPiecesAreRefused() {
        String marks = "\ud83d\udc69\u200d\ud83d\udcbb\u0301".repeat(400_000);
        UnreadableDocument refused = assertThrows(UnreadableDocument.class, () -> split(marks, 64, 32));
        assertEquals(DocumentFault.TOO_MANY_PIECES, refused.fault());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyTextIsTheSumOfItsPieces(long seed) throws UnreadableDocument {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            String text = text(random, 1 + random.nextInt(1_200));
            int most = 64 + random.nextInt(100);
            int overlap = random.nextInt(most / 2 + 1);
            List<NewPiece> pieces = split(text, most, overlap);
            assertEquals(text, whole(pieces));
            assertEquals(pieces, split(text, most, overlap), "the same text makes the same pieces");
            Graphemes graphemes = new Graphemes(text);
            for (NewPiece piece : pieces) {
                assertTrue(piece.tokens() <= most);
                assertEquals(Tokens.count(Tokens.O200K, piece.content()), piece.tokens());
                int start = text.offsetByCodePoints(0, piece.startOffset());
                assertTrue(text.startsWith(piece.content(), start));
                assertTrue(graphemes.isBorder(start), () -> "cut in two: " + piece);
                assertEquals(
                        piece.content().codePointCount(0, piece.content().length()),
                        piece.endOffset() - piece.startOffset());
            }
        }
    }

    /** The text without what pieces repeat; fails if there is a gap between two. */
    private static String whole(List<NewPiece> pieces) {
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (NewPiece piece : pieces) {
            assertTrue(piece.startOffset() <= end && piece.endOffset() > end, piece::toString);
            text.append(piece.content().substring(piece.content().offsetByCodePoints(0, end - piece.startOffset())));
            end = piece.endOffset();
        }
        return text.toString();
    }

    private static String text(Random random, int parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(20) == 0) {
                int any = random.nextInt(0x110000);
                text.appendCodePoint((any >= 0xd800 && any < 0xe000) || any == 0 ? 'x' : any);
            } else {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
        }
        return text.toString();
    }
}
