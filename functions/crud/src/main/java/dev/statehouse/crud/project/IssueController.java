package dev.statehouse.crud.project;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Issue;
import dev.statehouse.data.project.IssueLists;
import dev.statehouse.data.project.IssueSelection;
import dev.statehouse.data.project.IssueSummary;
import dev.statehouse.data.project.Issues;
import dev.statehouse.data.project.Projects;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues of a project, by number. */
@Controller("/v1/projects/{id}/issues")
@Tag(name = "Issues")
class IssueController {

    private static final String NOUN = "issue of such a project";

    private final Workspaces workspaces;
    private final Projects projects;
    private final Issues issues;
    private final IssueLists lists;
    private final Writes writes;

    IssueController(Workspaces workspaces, Projects projects, Issues issues, IssueLists lists, Writes writes) {
        this.workspaces = workspaces;
        this.projects = projects;
        this.issues = issues;
        this.lists = lists;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Create an issue",
            description = "Its number is the next of its project: there are no gaps, and none is used twice.")
    @Answers(value = Issue.class, status = 201)
    @Permitted(Permission.ISSUES_WRITE)
    @Example("""
            {"title": "Dark mode", "body": "As the system has it.",
             "labels": ["ui"],
             "externalUrl": "https://github.com/acme/website/issues/7"}""")
    HttpResponse<?> create(Caller caller, UUID id, @Valid @Body NewIssue body) {
        return writes.once(caller, () -> {
            Issue issue = Revisions.found(insert(id, body), ProjectController.NOUN);
            return Revisions.tagged(
                    HttpResponse.created(issue, URI.create("/v1/projects/" + id + "/issues/" + issue.number())),
                    issue.revision());
        });
    }

    private List<Issue> insert(UUID projectId, NewIssue body) {
        return issues.insert(
                Ids.next(),
                projectId,
                body.title(),
                body.bodyOrNone(),
                body.labelsOrNone().toArray(String[]::new),
                body.stateOrOpen(),
                body.externalUrl());
    }

    @Get
    @Operation(summary = "List issues without their bodies, newest first")
    @Permitted(Permission.ISSUES_READ)
    Listing<IssueSummary> list(Caller caller, UUID id, @RequestBean IssueFilter filter) {
        int rows = Paging.limit(filter.limit());
        Integer before = Cursor.number(filter.cursor());
        IssueSelection which = filter.in(caller.workspaceId(), id);
        return workspaces.read(caller, () -> {
            Revisions.found(projects.find(id), ProjectController.NOUN);
            return Listing.of(
                    Page.of(lists.newest(which, before, rows + 1), rows), issue -> String.valueOf(issue.number()));
        });
    }

    @Get("/{number}")
    @Operation(summary = "Show an issue")
    @Answers(Issue.class)
    @Permitted(Permission.ISSUES_READ)
    HttpResponse<?> show(
            Caller caller, UUID id, int number, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Issue issue = Revisions.found(workspaces.read(caller, () -> issues.find(id, number)), NOUN);
        return Revisions.shown(issue, issue.revision(), ifNoneMatch);
    }

    @Patch("/{number}")
    @Operation(summary = "Change an issue")
    @Permitted(Permission.ISSUES_WRITE)
    @Example("""
            {"state": "closed"}""")
    HttpResponse<Issue> change(
            Caller caller,
            UUID id,
            int number,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body IssueChanges body) {
        Integer expected = Etag.required(ifMatch);
        Issue issue = workspaces.write(
                caller,
                () -> Revisions.rewritten(
                        issues.change(
                                id,
                                number,
                                expected,
                                body.title(),
                                body.body(),
                                body.labelArray(),
                                body.state(),
                                body.movesUrl(),
                                body.newUrl()),
                        () -> issues.find(id, number),
                        NOUN));
        return Revisions.tagged(HttpResponse.ok(issue), issue.revision());
    }

    @Delete("/{number}")
    @Operation(summary = "Delete an issue; it can be restored")
    @Permitted(Permission.ISSUES_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, int number, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(
                caller,
                () -> Revisions.changed(issues.delete(id, number, expected), () -> issues.find(id, number), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{number}/restore")
    @Operation(summary = "Restore a deleted issue")
    @Answers(Issue.class)
    @Permitted(Permission.ISSUES_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id, int number) {
        return writes.once(caller, () -> {
            Issue issue = Revisions.found(issues.restore(id, number), NOUN);
            return Revisions.tagged(HttpResponse.ok(issue), issue.revision());
        });
    }
}
