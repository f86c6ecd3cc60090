package dev.statehouse.http;

import java.util.Locale;

/** Who may do what: for each permission the least role, and the scope that a credential needs. The one table of both. */
public enum Permission {
    PROJECTS_READ(Role.VIEWER),
    PROJECTS_WRITE(Role.EDITOR),
    ISSUES_READ(Role.VIEWER),
    ISSUES_WRITE(Role.EDITOR),
    /** Style guides. */
    GUIDES_READ(Role.VIEWER),
    GUIDES_WRITE(Role.EDITOR),
    /** Which model does which task. */
    PREFERENCES_READ(Role.VIEWER),
    PREFERENCES_WRITE(Role.EDITOR),
    /** Conversations and their messages: those that the caller may see. */
    CONVERSATIONS_READ(Role.VIEWER),
    CONVERSATIONS_WRITE(Role.EDITOR),
    /** What the workspace knows, with its files, texts and pieces. */
    KNOWLEDGE_READ(Role.VIEWER),
    KNOWLEDGE_WRITE(Role.EDITOR),
    /** Runs of agents, with their lines and what they cost. */
    RUNS_READ(Role.VIEWER),
    RUNS_WRITE(Role.EDITOR),
    /** What tokens cost. */
    PRICES_READ(Role.VIEWER),
    PRICES_ADMIN(Role.ADMIN),
    /** What runs may cost. */
    BUDGETS_READ(Role.VIEWER),
    BUDGETS_ADMIN(Role.ADMIN),
    /** Identities, their profiles, experiences and skills. */
    PROFILES_READ(Role.VIEWER),
    PROFILES_WRITE(Role.EDITOR),
    /** In all that the caller may read besides. */
    SEARCH_READ(Role.VIEWER),
    /** Which models make vectors of texts. */
    EMBEDDINGS_READ(Role.VIEWER),
    EMBEDDINGS_ADMIN(Role.ADMIN),
    /** Contents with vectors of the caller's own: those that the caller may see. */
    VECTORS_READ(Role.VIEWER),
    VECTORS_WRITE(Role.EDITOR),
    PROMPTS_READ(Role.VIEWER),
    PROMPTS_WRITE(Role.EDITOR),
    /** Which labels are protected, and where those point. */
    PROMPTS_ADMIN(Role.ADMIN),
    WORKSPACE_READ(Role.VIEWER),
    /** Name and settings. */
    WORKSPACE_WRITE(Role.ADMIN),
    /** Plan, retention, and the workspace's end. */
    WORKSPACE_ADMIN(Role.OWNER),
    MEMBERS_READ(Role.VIEWER),
    /** To leave, which is all that a member may do about memberships. */
    MEMBERS_WRITE(Role.VIEWER),
    /** Others' roles, invitations, and who belongs no longer. */
    MEMBERS_ADMIN(Role.ADMIN),
    KEYS_READ(Role.ADMIN),
    KEYS_ADMIN(Role.ADMIN),
    /** Whose tokens the workspace accepts. */
    ISSUERS_READ(Role.ADMIN),
    ISSUERS_ADMIN(Role.ADMIN),
    AUDIT_READ(Role.ADMIN),
    WEBHOOKS_READ(Role.ADMIN),
    /** Who is told of the workspace's events, and what was. */
    WEBHOOKS_ADMIN(Role.ADMIN),
    JOBS_READ(Role.VIEWER),
    /** To cancel them, and to have dead ones tried again. */
    JOBS_ADMIN(Role.ADMIN),
    /** What concerns the whole installation, for members of a workspace that operates it. */
    OPERATIONS_READ(Role.ADMIN),
    OPERATIONS_ADMIN(Role.ADMIN),
    CREDENTIALS_READ(Role.VIEWER),
    CREDENTIALS_ADMIN(Role.ADMIN),
    /** To get a stored credential in the clear. */
    CREDENTIALS_USE(Role.EDITOR);

    private final Role leastRole;

    Permission(Role leastRole) {
        this.leastRole = leastRole;
    }

    public Role leastRole() {
        return leastRole;
    }

    /** Such as {@code prompts:read}. */
    public String scope() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }
}
