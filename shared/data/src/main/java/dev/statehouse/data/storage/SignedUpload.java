package dev.statehouse.data.storage;

import java.util.Map;

/**
 * An address that takes one file.
 *
 * @param headers signed with it, so that it is sent with each of them or refused; names in lower case
 */
public record SignedUpload(FileLink link, Map<String, String> headers) {}
