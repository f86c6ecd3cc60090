package dev.statehouse.crud;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that tend to break what stores or shows them. */
final class NastyTexts {

    private static final List<String> FIXED = List.of(
            // Empty and blank, in every alphabet's way.
            "",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\u000b\f",
            "\u0085",
            "\u00a0",
            "\u2003",
            "\u2028\u2029",
            "\u3000",
            "\u180e",
            "\ufeff",
            // What PostgreSQL can't hold.
            "\u0000",
            "a\u0000b",
            "\ud800",
            "\udc00",
            "\ud83d",
            "\ude00\ud83d",
            "x\udfffy",
            // Other control characters and non-characters, which it can.
            "\u0001",
            "\u0007\b",
            "\u001b[31mred",
            "\u007f",
            "\u0080\u009f",
            "\ufffe",
            "\uffff",
            "\ufffd",
            "\ufdd0",
            // Words that mean something to some language.
            "null",
            "NULL",
            "undefined",
            "nil",
            "None",
            "true",
            "false",
            "NaN",
            "Infinity",
            "-Infinity",
            "hasOwnProperty",
            "__proto__",
            "constructor",
            "toString",
            "CON",
            "PRN",
            "NUL",
            "COM1",
            "/dev/null",
            "then",
            "\\N",
            "\\.",
            // Numbers.
            "0",
            "-0",
            "1e400",
            "1e-400",
            "0x1F",
            "1_000",
            "1,000",
            "\u0661\u0662",
            "\u00bd",
            "9007199254740993",
            "2147483648",
            "-2147483649",
            "99999999999999999999999999",
            "1.10",
            "00",
            "1;",
            "$1",
            ":1",
            "?",
            "??",
            // SQL, templates, markup, shells, formats.
            "' OR 1=1 --",
            "'; DROP TABLE app.prompt_cards; --",
            "\"",
            "''",
            "\\'",
            "$$ $a$ $$",
            "%s%n%d",
            "%",
            "_%",
            "{{",
            "}}",
            "{{}}",
            "{{ }}",
            "{{a}}",
            "{{ a }}",
            "\\{{a}}",
            "{{{a}}}",
            "{{> }}",
            "{{>nobody}}",
            "{{> nobody@x}}",
            "${jndi:ldap://127.0.0.1/a}",
            "#{7*7}",
            "${7*7}",
            "<%= 7 %>",
            "<script>alert(1)</script>",
            "<!--",
            "]]>",
            "&amp;",
            "&#0;",
            "$(id)",
            "`id`",
            "| id",
            "; id",
            "../../etc/passwd",
            "..\\..\\x",
            "file:///etc/passwd",
            "C:\\",
            "~",
            "/",
            "//",
            "\\",
            "\\\\",
            "\\u0000",
            "\\x00",
            "%00",
            "%u0000",
            "%zz",
            "%",
            "+",
            "a+b",
            "a%20b",
            "a&b=c",
            "#",
            "?q=1",
            "=1+1",
            "@SUM(1)",
            "-1+1",
            "\r\nSet-Cookie: a=b",
            "key: value",
            "---",
            "- a",
            "[1,2]",
            "{\"a\": 1}",
            "{",
            "[",
            "a:b & c | !d",
            "\"unbalanced",
            "'",
            "a:*",
            "\u00e9:A",
            "foo <-> bar",
            "((((",
            "))))",
            // Letters whose length, case or order surprises.
            "\u00df",
            "\u1e9e",
            "\u0130",
            "\u0131",
            "\u01c4",
            "\ufb03",
            "\u03a3\u03c2",
            "e\u0301",
            "\u00e9",
            "\u1100\u1161",
            "\uac00",
            "\u0e01\u0e33",
            "\u0627\u0644",
            "\ufdfd",
            "Z\u0351\u036b\u0343\u036a",
            "\u202eabc",
            "\u200e\u200f",
            "\u2066x",
            "\u200b",
            "\u200d",
            "\u2060",
            "\u00ad",
            "\u034f",
            "\u115f",
            "\u3164",
            "\uff0c\uff1b",
            "\uff21",
            "\u2460",
            "\u2163",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\ud83c\uddea\ud83c\uddfa",
            "\ud83c\udffb",
            "\ud835\udcd0",
            "\ud840\udc00",
            "\udbff\udfff",
            "\ud800\udc00",
            "\ue000",
            "\udb40\udc41",
            "\u4e2d\u6587",
            "\u65e5\u672c\u8a9e",
            "\u0939\u093f\u0928\u094d\u0926\u0940",
            // Lengths.
            "x".repeat(100),
            "x".repeat(500),
            "\ud83d\ude00".repeat(250),
            "x".repeat(501),
            "a-".repeat(5_000),
            "(".repeat(3_000),
            "\u0301".repeat(500),
            "{{a}} ".repeat(1_000),
            "0".repeat(2_000),
            "\\".repeat(999));

    private NastyTexts() {}

    static List<String> fixed() {
        return FIXED;
    }

    /** A text of 1 to 40 characters from all of Unicode: halves of surrogate pairs and NUL are among them. */
    static String random(Random random) {
        List<Integer> ceilings = List.of(0x20, 0x80, 0x100, 0x3000, 0x10000, 0x110000);
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(40);
        while (text.length() < length) {
            int ceiling = ceilings.get(random.nextInt(ceilings.size()));
            int character = random.nextInt(ceiling);
            if (ceiling == 0x10000) {
                text.append((char) character);
            } else {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }

    /** All fixed texts, then as many random ones. */
    static List<String> all(Random random, int randoms) {
        List<String> all = new ArrayList<>(FIXED);
        for (int i = 0; i < randoms; i++) {
            all.add(random(random));
        }
        return all;
    }

    /** What no text in the database may hold. */
    static boolean canBeStored(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff));
    }
}
