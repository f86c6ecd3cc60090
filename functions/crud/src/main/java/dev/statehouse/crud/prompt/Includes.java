package dev.statehouse.crud.prompt;

import dev.statehouse.crud.prompt.Template.Inclusion;
import dev.statehouse.data.prompt.LivePrompt;
import dev.statehouse.data.prompt.LivePrompts;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cards a text includes. Checked where a version is written and where a label moves, since either can close a
 * cycle; so what labels point at is free of cycles at all times.
 */
@Singleton
final class Includes {

    private static final int MOST = 50;

    private final LivePrompts live;

    Includes(LivePrompts live) {
        this.live = live;
    }

    /** A card whose texts are checked. */
    record Including(UUID id, String slug, String visibility) {}

    /** A card included under a label. */
    record Target(UUID cardId, String label) {}

    /**
     * Checks what these texts of the card include.
     *
     * @param at JSON pointer under which a fault is reported
     * @throws RequestError if an included prompt is not there, would be seen by fewer people than the card, or leads back
     *     to the card: then with the path of the cycle
     */
    List<Target> check(PromptCard card, String template, @Nullable String systemPrompt, String at) {
        return check(new Including(card.id(), card.slug(), card.visibility()), inclusions(template, systemPrompt), at);
    }

    /** As above, for a card whose texts include these. */
    List<Target> check(Including card, SequencedSet<Inclusion> wanted, String at) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        if (wanted.size() > MOST) {
            throw refused(at, "a prompt includes at most " + MOST + " others");
        }
        live.lockIncludes();
        Map<Inclusion, LivePrompt> reached = reached(wanted);
        refuseCycle(card, wanted, reached, at);
        return wanted.stream()
                .map(inclusion -> target(card, inclusion, reached, at))
                .toList();
    }

    void store(UUID versionId, List<Target> targets) {
        if (!targets.isEmpty()) {
            live.include(
                    versionId,
                    targets.stream().map(target -> target.cardId().toString()).toArray(String[]::new),
                    targets.stream().map(Target::label).toArray(String[]::new));
        }
    }

    private Map<Inclusion, LivePrompt> reached(SequencedSet<Inclusion> wanted) {
        Map<Inclusion, LivePrompt> reached = new HashMap<>();
        for (LivePrompt prompt : live.included(
                wanted.stream().map(Inclusion::slug).toArray(String[]::new),
                wanted.stream().map(Inclusion::label).toArray(String[]::new))) {
            // Of two cards with one slug, the workspace's: what a private card is called concerns nobody else.
            reached.merge(
                    new Inclusion(prompt.slug(), prompt.label()),
                    prompt,
                    (one, other) -> one.visibility().equals("workspace") ? one : other);
        }
        return reached;
    }

    private static Target target(Including card, Inclusion inclusion, Map<Inclusion, LivePrompt> reached, String at) {
        LivePrompt prompt = reached.get(inclusion);
        if (prompt == null) {
            throw refused(at, "there is no prompt '" + inclusion.slug() + "' to include");
        }
        if (prompt.number() == null) {
            throw refused(at, "'" + inclusion.slug() + "' has no version labelled '" + inclusion.label() + "'");
        }
        if (prompt.visibility().equals("private") && card.visibility().equals("workspace")) {
            throw refused(at, "'" + inclusion.slug() + "' is private, and this prompt is not");
        }
        return new Target(prompt.cardId(), inclusion.label());
    }

    private static void refuseCycle(
            Including card, SequencedSet<Inclusion> wanted, Map<Inclusion, LivePrompt> reached, String at) {
        Queue<List<Inclusion>> paths = new ArrayDeque<>();
        wanted.forEach(inclusion -> paths.add(List.of(inclusion)));
        Set<Inclusion> seen = new HashSet<>(wanted);
        for (List<Inclusion> path = paths.poll(); path != null; path = paths.poll()) {
            LivePrompt last = reached.get(path.getLast());
            if (path.getLast().slug().equals(card.slug())
                    || (last != null && last.cardId().equals(card.id()))) {
                throw refused(at, "these includes lead back to the prompt itself: " + describe(card, path));
            }
            for (Inclusion next :
                    last == null ? List.<Inclusion>of() : inclusions(last.template(), last.systemPrompt())) {
                if (seen.add(next)) {
                    List<Inclusion> longer = new ArrayList<>(path);
                    longer.add(next);
                    paths.add(longer);
                }
            }
        }
    }

    private static String describe(Including card, List<Inclusion> path) {
        StringBuilder text = new StringBuilder(card.slug());
        path.forEach(inclusion -> text.append(" → ").append(inclusion));
        return text.toString();
    }

    static SequencedSet<Inclusion> inclusions(@Nullable String template, @Nullable String systemPrompt) {
        SequencedSet<Inclusion> inclusions =
                new LinkedHashSet<>(Template.parse(template).inclusions());
        inclusions.addAll(Template.parse(systemPrompt).inclusions());
        return inclusions;
    }

    private static RequestError refused(String at, String why) {
        return RequestError.invalid(why, List.of(FieldError.inBody(at, why)));
    }
}
