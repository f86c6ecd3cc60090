CREATE OR REPLACE FUNCTION app.event_types()
RETURNS TABLE (type text, relation text, action text, set_column text, unset_column text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES
        ('api-key.created', 'api_keys', 'insert', NULL, NULL),
        ('api-key.revoked', 'api_keys', 'update', 'revoked_at', NULL),
        ('api-key.updated', 'api_keys', 'update', NULL, NULL),
        ('credential.created', 'credentials', 'insert', NULL, NULL),
        ('credential.deleted', 'credentials', 'delete', NULL, NULL),
        ('credential.updated', 'credentials', 'update', NULL, NULL),
        ('invitation.accepted', 'invitations', 'update', 'accepted_at', NULL),
        ('invitation.created', 'invitations', 'insert', NULL, NULL),
        ('invitation.revoked', 'invitations', 'update', 'revoked_at', NULL),
        ('invitation.updated', 'invitations', 'update', NULL, NULL),
        ('job.dead', 'dead_jobs', 'insert', NULL, NULL),
        ('membership.created', 'memberships', 'insert', NULL, NULL),
        ('membership.deleted', 'memberships', 'delete', NULL, NULL),
        ('membership.updated', 'memberships', 'update', NULL, NULL),
        ('project.created', 'projects', 'insert', NULL, NULL),
        ('prompt-card.created', 'prompt_cards', 'insert', NULL, NULL),
        ('prompt-card.deleted', 'prompt_cards', 'update', 'deleted_at', NULL),
        ('prompt-card.restored', 'prompt_cards', 'update', NULL, 'deleted_at'),
        ('prompt-card.updated', 'prompt_cards', 'update', NULL, NULL),
        ('prompt-label.deleted', 'prompt_labels', 'delete', NULL, NULL),
        ('prompt-label.set', 'prompt_labels', 'insert', NULL, NULL),
        ('prompt-label.set', 'prompt_labels', 'update', NULL, NULL),
        ('prompt-version.created', 'prompt_versions', 'insert', NULL, NULL),
        ('protected-label.created', 'protected_labels', 'insert', NULL, NULL),
        ('protected-label.deleted', 'protected_labels', 'delete', NULL, NULL),
        ('token-issuer.created', 'token_issuers', 'insert', NULL, NULL),
        ('token-issuer.deleted', 'token_issuers', 'delete', NULL, NULL),
        ('token-issuer.updated', 'token_issuers', 'update', NULL, NULL),
        ('webhook.created', 'webhooks', 'insert', NULL, NULL),
        ('webhook.deleted', 'webhooks', 'delete', NULL, NULL),
        ('webhook.disabled', 'webhooks', 'update', 'disabled_at', NULL),
        ('webhook.updated', 'webhooks', 'update', NULL, NULL),
        ('workspace.updated', 'workspaces', 'update', NULL, NULL)
$$;
