package dev.statehouse.data.tenancy;

import dev.statehouse.testing.Relation;
import dev.statehouse.testing.Scene;

/** One attempt of the matrix. */
record Cell(Relation relation, Verb verb, Bound bound, Scene scene) {

    /**
     * What came of an attempt.
     *
     * @param rows that it saw or changed
     * @param state SQLSTATE of its refusal; empty if it was not refused
     */
    record Result(long rows, String state, String message) {

        static Result rows(long rows) {
            return new Result(rows, "", "");
        }

        boolean isMissingGrant() {
            return state.equals("42501") && message.contains("permission denied");
        }

        boolean isAgainstPolicy() {
            return state.equals("42501") && message.contains("row-level security");
        }

        @Override
        public String toString() {
            return state.isEmpty() ? rows + " rows" : state + " " + message;
        }
    }

    @Override
    public String toString() {
        return verb + " on " + relation + ", bound: " + bound + ", " + scene;
    }
}
