package dev.statehouse.identity.removal;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * What is to be removed for good.
 *
 * @param kind of the subject
 * @param id of the subject: a project of the caller's workspace, deleted before or not, or that workspace
 * @param confirm the subject's slug, for there is no way back
 */
@Introspected
record NewRemoval(
        @NotNull @Pattern(regexp = "project|workspace", message = "must be project or workspace")
        String kind,

        @NotNull UUID id,
        @NotNull @Size(max = 100) String confirm) {

    boolean isOfWorkspace() {
        return kind.equals("workspace");
    }
}
