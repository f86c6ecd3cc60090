package dev.statehouse.crud.vector;

import dev.statehouse.data.vector.WrittenVector;
import io.micronaut.core.annotation.Introspected;
import java.util.List;

/** What came of vectors that were added together, in their order. */
@Introspected
record WrittenVectors(List<WrittenVector> vectors) {}
