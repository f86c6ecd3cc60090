package dev.statehouse.crud.profile;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.profile.Skill;
import dev.statehouse.data.profile.SkillLists;
import dev.statehouse.data.profile.SkillSelection;
import dev.statehouse.data.profile.Skills;
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

/** Skills of the identities of the caller's workspace. */
@Controller("/v1/skills")
@Tag(name = "Skills")
class SkillController {

    private static final String NOUN = "skill";

    private final Workspaces workspaces;
    private final Skills skills;
    private final SkillLists lists;
    private final ActiveIdentities identities;
    private final Writes writes;

    SkillController(
            Workspaces workspaces, Skills skills, SkillLists lists, ActiveIdentities identities, Writes writes) {
        this.workspaces = workspaces;
        this.skills = skills;
        this.lists = lists;
        this.identities = identities;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a skill")
    @Answers(value = Skill.class, status = 201)
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"identityId": "0190d0c8-0000-7000-8000-000000000001",
             "name": "Java", "category": "languages", "level": "expert", "keywords": ["jvm"]}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewSkill body) {
        return writes.once(caller, () -> {
            identities.check(body.identityId());
            Skill skill = insert(body);
            return Revisions.tagged(
                    HttpResponse.created(skill, URI.create("/v1/skills/" + skill.id())), skill.revision());
        });
    }

    private Skill insert(NewSkill body) {
        return skills.insert(
                        Ids.next(), body.identityId(), body.name(), body.category(), body.level(), body.keywordArray())
                .getFirst();
    }

    @Get
    @Operation(summary = "List skills newest first")
    @Permitted(Permission.PROFILES_READ)
    Listing<Skill> list(Caller caller, @RequestBean SkillFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        SkillSelection which = filter.in(caller.workspaceId());
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.newest(which, before, rows + 1)), rows),
                skill -> skill.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a skill")
    @Answers(Skill.class)
    @Permitted(Permission.PROFILES_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Skill skill = Revisions.found(workspaces.read(caller, () -> skills.find(id)), NOUN);
        return Revisions.shown(skill, skill.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a skill")
    @Permitted(Permission.PROFILES_WRITE)
    @Example("""
            {"level": "beginner"}""")
    HttpResponse<Skill> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body SkillChanges body) {
        Integer expected = Etag.required(ifMatch);
        Skill skill = workspaces.write(
                caller, () -> Revisions.rewritten(change(id, expected, body), () -> skills.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(skill), skill.revision());
    }

    private List<Skill> change(UUID id, @Nullable Integer expected, SkillChanges body) {
        return skills.change(
                id, expected, body.name(), body.category(), body.movesLevel(), body.newLevel(), body.keywordArray());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete a skill; it can be restored",
            description = "No mask shows it until it is; then those that name it show it at its place again.")
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> Revisions.changed(skills.delete(id, expected), () -> skills.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted skill")
    @Answers(Skill.class)
    @Permitted(Permission.PROFILES_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Skill skill = Revisions.found(skills.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(skill), skill.revision());
        });
    }
}
