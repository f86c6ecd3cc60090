package dev.statehouse.data.vector;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * An embedding model as far as vectors are of it.
 *
 * @param normalised whether vectors are brought to length one
 * @param makesVectors whether the worker makes the vector of one that comes without
 */
@Introspected
@MappedEntity("embedding_models")
public record VectorModel(@Id UUID id, String name, int dimensions, boolean normalised, boolean makesVectors) {}
