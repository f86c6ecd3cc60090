package dev.statehouse.http;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;

/**
 * Who is logged in, whatever the workspace. A controller that takes one answers 401 without a valid login session; an API
 * key is nobody's login and gets 403.
 *
 * @param sessionId the login session of this request
 */
@Hidden
public record Person(UUID id, UUID sessionId, Visitor visitor) {}
