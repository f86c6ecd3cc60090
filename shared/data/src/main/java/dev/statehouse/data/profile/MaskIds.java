package dev.statehouse.data.profile;

/**
 * The ids that the mask of a profile {@code r} names, in their order, as SQL for an array. Made ids before they are compared with
 * those of rows: a cast inside of the comparison is not leakproof, and under row security no index would be used for it.
 */
final class MaskIds {

    static final String EXPERIENCES = """
            ARRAY(SELECT CAST(t.id AS uuid)
                  FROM jsonb_array_elements_text(r.mask_settings -> 'experiences') WITH ORDINALITY AS t (id, place)
                  ORDER BY t.place)""";

    static final String SKILLS = """
            ARRAY(SELECT CAST(t.id AS uuid)
                  FROM jsonb_array_elements_text(r.mask_settings -> 'skills') WITH ORDINALITY AS t (id, place)
                  ORDER BY t.place)""";

    private MaskIds() {}
}
