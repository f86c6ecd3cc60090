package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.agentrun.FinishedRun;
import dev.statehouse.crud.conversation.NewMessage;
import dev.statehouse.crud.conversation.WholeConversation;
import dev.statehouse.crud.cost.NewModelPrice;
import dev.statehouse.crud.knowledge.NewKnowledgeEntry;
import dev.statehouse.crud.profile.NewExperience;
import dev.statehouse.crud.profile.NewIdentity;
import dev.statehouse.crud.profile.NewProfile;
import dev.statehouse.crud.profile.NewSkill;
import dev.statehouse.crud.project.NewIssue;
import dev.statehouse.crud.project.NewModelPreference;
import dev.statehouse.crud.project.NewProject;
import dev.statehouse.crud.project.NewStyleGuide;
import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.crud.prompt.NewPromptVersion;
import dev.statehouse.crud.vector.NewVector;

/**
 * What an export says beyond what can be written. An import takes no notice of it, so that what was exported can be
 * imported; every other unknown field is an error there as everywhere.
 */
final class ReadOnlyFields {

    private ReadOnlyFields() {}

    @JsonIgnoreProperties({"id", "ownerId", "variables", "latestVersion", "revision", "active", "createdAt", "updatedAt"
    })
    private interface OfCard {}

    @JsonIgnoreProperties({"id", "cardId", "number", "authorId", "createdAt"})
    private interface OfVersion {}

    @JsonIgnoreProperties({
        "id",
        "ownerId",
        "parentId",
        "forkedSeq",
        "lastSeq",
        "messageCount",
        "tokenCount",
        "summarySeq",
        "revision",
        "active",
        "createdAt",
        "updatedAt"
    })
    private interface OfConversation {}

    @JsonIgnoreProperties({"id", "projectId", "number", "revision", "active", "createdAt", "updatedAt"})
    private interface OfIssue {}

    @JsonIgnoreProperties({
        "id",
        "reservedMicrousd",
        "heartbeatAt",
        "stale",
        "revision",
        "active",
        "createdAt",
        "updatedAt"
    })
    private interface OfRun {}

    @JsonIgnoreProperties({
        "id",
        "state",
        "failure",
        "contentVersion",
        "readyVersion",
        "pieceCount",
        "readyAt",
        "revision",
        "active",
        "createdAt",
        "updatedAt"
    })
    private interface OfKnowledge {}

    @JsonIgnoreProperties({"id", "seq", "tokenCount", "inherited", "revision", "createdAt", "updatedAt"})
    private interface OfMessage {}

    @JsonIgnoreProperties({"id", "revision", "active", "createdAt", "updatedAt"})
    private interface OfOthers {}

    @JsonIgnoreProperties({"id", "revision", "createdAt", "updatedAt"})
    private interface OfProfile {}

    @JsonIgnoreProperties({"id", "revision", "isActive", "createdAt", "updatedAt"})
    private interface OfIdentity {}

    @JsonIgnoreProperties({
        "id",
        "ownerId",
        "embeddingStatus",
        "embeddingFailure",
        "revision",
        "active",
        "createdAt",
        "updatedAt"
    })
    private interface OfVector {}

    /** Reads rows as strictly as the API does, but for these fields. */
    static ObjectMapper ignoring(ObjectMapper json) {
        return json.copy()
                .addMixIn(NewPromptCard.class, OfCard.class)
                .addMixIn(NewPromptVersion.class, OfVersion.class)
                .addMixIn(FinishedRun.class, OfRun.class)
                .addMixIn(NewExperience.class, OfIdentity.class)
                .addMixIn(NewIdentity.class, OfIdentity.class)
                .addMixIn(NewIssue.class, OfIssue.class)
                .addMixIn(NewKnowledgeEntry.class, OfKnowledge.class)
                .addMixIn(NewMessage.class, OfMessage.class)
                .addMixIn(NewModelPreference.class, OfOthers.class)
                .addMixIn(NewModelPrice.class, OfOthers.class)
                .addMixIn(NewProfile.class, OfProfile.class)
                .addMixIn(NewProject.class, OfOthers.class)
                .addMixIn(NewSkill.class, OfIdentity.class)
                .addMixIn(NewStyleGuide.class, OfOthers.class)
                .addMixIn(NewVector.class, OfVector.class)
                .addMixIn(WholeConversation.class, OfConversation.class);
    }
}
