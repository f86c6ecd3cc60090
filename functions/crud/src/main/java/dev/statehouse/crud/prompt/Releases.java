package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.data.prompt.PromptLabel;
import dev.statehouse.data.prompt.PromptLabelMove;
import dev.statehouse.data.prompt.PromptLabelMoves;
import dev.statehouse.data.prompt.PromptLabels;
import dev.statehouse.data.prompt.PromptVersion;
import dev.statehouse.data.prompt.PromptVersions;
import dev.statehouse.data.prompt.ProtectedLabels;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Permission;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves labels: compared and set, noted in their history, with no cycle of includes. Called inside a transaction. */
@Singleton
final class Releases {

    private final PromptCards cards;
    private final PromptVersions versions;
    private final PromptLabels labels;
    private final PromptLabelMoves moves;
    private final ProtectedLabels protectedLabels;
    private final Includes includes;

    Releases(
            PromptCards cards,
            PromptVersions versions,
            PromptLabels labels,
            PromptLabelMoves moves,
            ProtectedLabels protectedLabels,
            Includes includes) {
        this.cards = cards;
        this.versions = versions;
        this.labels = labels;
        this.moves = moves;
        this.protectedLabels = protectedLabels;
        this.includes = includes;
    }

    PromptLabel put(Caller caller, UUID cardId, String name, int version, @Nullable String ifMatch) {
        PromptCard card = releasable(caller, cardId, name);
        PromptLabel label = labels.find(cardId, name);
        int expected = label == null ? absent(ifMatch) : compared(label, ifMatch);
        refuseCycle(card, version);
        if (label != null && label.version() == version) {
            return label;
        }
        PromptLabel moved = label == null
                ? set(labels.insert(cardId, name, version))
                : set(labels.move(cardId, name, version, expected));
        moves.insert(Ids.next(), cardId, name, label == null ? null : label.version(), version, null);
        return moved;
    }

    PromptLabel remove(Caller caller, UUID cardId, String name, @Nullable String ifMatch) {
        releasable(caller, cardId, name);
        PromptLabel label = PromptLabelController.found(labels.find(cardId, name));
        PromptLabel removed = set(labels.delete(cardId, name, compared(label, ifMatch)));
        moves.insert(Ids.next(), cardId, name, label.version(), null, null);
        return removed;
    }

    PromptLabel rollback(Caller caller, UUID cardId, String name) {
        PromptCard card = releasable(caller, cardId, name);
        PromptLabel label = PromptLabelController.found(labels.find(cardId, name));
        PromptLabelMove last = moves.newestStanding(cardId, name);
        if (last == null || last.fromVersion() == null) {
            throw new DataError(DataError.Kind.CONFLICT, "there is no earlier version to roll back to");
        }
        refuseCycle(card, last.fromVersion());
        PromptLabel moved = set(labels.move(cardId, name, last.fromVersion(), label.revision()));
        moves.insert(Ids.next(), cardId, name, label.version(), last.fromVersion(), last.id());
        return moved;
    }

    private PromptCard releasable(Caller caller, UUID cardId, String name) {
        PromptCard card = PromptCardController.found(cards.find(cardId));
        if (!caller.may(Permission.PROMPTS_ADMIN) && protectedLabels.find(name) != null) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN, "'" + name + "' is protected: moving it needs the role 'admin'");
        }
        return card;
    }

    private void refuseCycle(PromptCard card, int version) {
        PromptVersion target = versions.find(card.id(), version);
        if (target == null) {
            throw new DataError(DataError.Kind.INVALID, "the card has no version " + version, "/version");
        }
        includes.check(card, target.template(), target.systemPrompt(), "/version");
    }

    private static int absent(@Nullable String ifMatch) {
        if (ifMatch != null) {
            throw new DataError(DataError.Kind.STALE, "the card has no such label");
        }
        return 0;
    }

    private static int compared(PromptLabel label, @Nullable String ifMatch) {
        Integer expected = Etag.required(ifMatch);
        if (expected != null && expected != label.revision()) {
            throw stale();
        }
        return label.revision();
    }

    private static PromptLabel set(List<PromptLabel> rows) {
        return rows.stream().findFirst().orElseThrow(Releases::stale);
    }

    private static DataError stale() {
        return new DataError(DataError.Kind.STALE, "the label moved since it was read");
    }
}
