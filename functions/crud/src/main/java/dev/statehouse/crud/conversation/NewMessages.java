package dev.statehouse.crud.conversation;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Messages to be added together, in their order: all of them, or none. */
@Introspected
record NewMessages(@NotNull @Size(min = 1, max = 200) List<@NotNull @Valid NewMessage> messages) {}
