package dev.statehouse.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A role and its password, as AWS Secrets Manager keeps them for a database. */
record Secret(String username, String password) {

    static Secret read(String secretId) {
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            JsonNode secret = new JsonMapper()
                    .readTree(secrets.getSecretValue(request -> request.secretId(secretId))
                            .secretString());
            return new Secret(
                    secret.required("username").asText(),
                    secret.required("password").asText());
        } catch (JsonProcessingException unreadable) {
            // The exception would quote the secret.
            throw new IllegalStateException("a secret is not a JSON object with username and password");
        }
    }

    @Override
    public String toString() {
        return username;
    }
}
