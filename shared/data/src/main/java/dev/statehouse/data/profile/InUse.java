package dev.statehouse.data.profile;

/** What is hidden with a deleted identity. */
final class InUse {

    /** A condition: the row {@code r} belongs to an active identity. */
    static final String ROW = "EXISTS (SELECT FROM identities i WHERE i.id = r.identity_id AND i.deleted_at IS NULL)\n";

    private InUse() {}
}
