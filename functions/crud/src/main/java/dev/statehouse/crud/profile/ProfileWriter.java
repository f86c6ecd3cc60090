package dev.statehouse.crud.profile;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.profile.Profile;
import dev.statehouse.data.profile.ProfileSlug;
import dev.statehouse.data.profile.ProfileSlugs;
import dev.statehouse.data.profile.Profiles;
import dev.statehouse.http.Revisions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes profiles, inside of a transaction of the caller's. */
@Singleton
final class ProfileWriter {

    static final String NOUN = "profile";
    private static final String SLUG = "/slug";

    private final Profiles profiles;
    private final ProfileSlugs slugs;
    private final ActiveIdentities identities;
    private final MaskSettings settings;

    ProfileWriter(Profiles profiles, ProfileSlugs slugs, ActiveIdentities identities, MaskSettings settings) {
        this.profiles = profiles;
        this.slugs = slugs;
        this.identities = identities;
        this.settings = settings;
    }

    Profile insert(NewProfile body) {
        identities.check(body.identityId());
        settings.check(body.identityId(), body.settingsOrNone(), Json.EMPTY_OBJECT);
        List<Profile> made = profiles.insert(
                Ids.next(),
                body.identityId(),
                body.slug(),
                body.headline(),
                body.summaryOrNone(),
                body.isSwitchedOn(),
                body.settingsOrNone());
        if (made.isEmpty()) {
            throw taken();
        }
        return made.getFirst();
    }

    Profile change(UUID id, @Nullable Integer expected, ProfileChanges body) {
        Profile present = Revisions.found(profiles.find(id), NOUN);
        if (body.maskSettings() != null) {
            settings.check(present.identityId(), body.maskSettings(), present.maskSettings());
        }
        if (body.slug() != null && !body.slug().equals(present.slug())) {
            take(body.slug(), id);
        }
        return Revisions.rewritten(
                profiles.change(
                        id,
                        expected,
                        body.slug(),
                        body.headline(),
                        body.summary(),
                        body.switchedOn(),
                        body.maskSettings()),
                () -> profiles.find(id),
                NOUN);
    }

    // Whose it is, is asked by a statement of its own: it sees what another transaction took while this one waited for
    // it.
    private void take(String slug, UUID profile) {
        slugs.take(slug, profile);
        ProfileSlug held = slugs.find(slug);
        if (held == null) {
            throw new DataError(
                    DataError.Kind.INVALID,
                    "a profile may have had %d slugs at most".formatted(ProfileSlugs.MOST),
                    SLUG);
        }
        if (!held.profileId().equals(profile)) {
            throw taken();
        }
    }

    private static DataError taken() {
        return new DataError(DataError.Kind.ALREADY_EXISTS, "this slug is or was another profile's", SLUG);
    }
}
