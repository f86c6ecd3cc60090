package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptCardLists;
import dev.statehouse.data.prompt.PromptCardSelection;
import dev.statehouse.data.prompt.PromptVersion;
import dev.statehouse.data.prompt.PromptVersions;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Cards of a workspace into a file, page by page: as the workspace is while it is read, and not at one instant. */
@Singleton
final class PromptExports {

    private static final int PAGE = 200;
    private static final int MOST_CHARACTERS = 4_000_000;

    private final Workspaces workspaces;
    private final PromptCardLists cards;
    private final PromptVersions versions;
    private final Projects projects;
    private final ObjectMapper json;

    PromptExports(
            Workspaces workspaces,
            PromptCardLists cards,
            PromptVersions versions,
            Projects projects,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.cards = cards;
        this.versions = versions;
        this.projects = projects;
        this.json = json;
    }

    /** Writes the cards that the request asks for, and returns how many they were. */
    int write(Caller caller, ExportRequest request, OutputStream target) {
        PromptCardSelection selection = request.in(caller.workspaceId());
        return workspaces.read(caller, () -> {
            try {
                return write(selection, request.fileFormat(), target);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private int write(PromptCardSelection selection, FileFormat format, OutputStream target) throws IOException {
        CardWriter writer = switch (format) {
            case CSV -> new CsvWriter(target, json);
            case NDJSON -> new NdjsonWriter(target, json);
        };
        int rows = 0;
        UUID before = null;
        List<PromptCard> page;
        do {
            page = cards.newest(selection, before, PAGE);
            writePage(page, writer);
            rows += page.size();
            before = page.isEmpty() ? null : page.getLast().id();
        } while (page.size() == PAGE);
        writer.flush();
        return rows;
    }

    // A page's versions come in portions: two hundred could hold hundreds of megabytes.
    private void writePage(List<PromptCard> page, CardWriter writer) throws IOException {
        Map<UUID, String> slugs = slugs(page);
        Map<UUID, PromptVersion> portion = Map.of();
        for (int i = 0; i < page.size(); i++) {
            PromptCard card = page.get(i);
            if (card.latestVersion() > 0 && !portion.containsKey(card.id())) {
                portion = portion(page.subList(i, page.size()));
            }
            writer.write(card, portion.get(card.id()), card.projectId() == null ? null : slugs.get(card.projectId()));
        }
    }

    private Map<UUID, PromptVersion> portion(List<PromptCard> rest) {
        List<PromptCard> written =
                rest.stream().filter(card -> card.latestVersion() > 0).toList();
        Map<UUID, PromptVersion> portion = new HashMap<>();
        for (PromptVersion version : versions.some(
                written.stream().map(card -> card.id().toString()).toArray(String[]::new),
                written.stream().map(PromptCard::latestVersion).toArray(Integer[]::new),
                MOST_CHARACTERS)) {
            portion.put(version.cardId(), version);
        }
        return portion;
    }

    private Map<UUID, String> slugs(List<PromptCard> page) {
        String[] ids = page.stream()
                .map(PromptCard::projectId)
                .filter(Objects::nonNull)
                .map(UUID::toString)
                .distinct()
                .toArray(String[]::new);
        Map<UUID, String> slugs = new HashMap<>();
        for (Project project : ids.length == 0 ? List.<Project>of() : projects.all(ids)) {
            slugs.put(project.id(), project.slug());
        }
        return slugs;
    }
}
