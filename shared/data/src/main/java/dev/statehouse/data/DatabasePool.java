package dev.statehouse.data;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Puts {@link TenantDataSource} beneath the pool. */
@Singleton
final class DatabasePool implements BeanCreatedEventListener<DatasourceConfiguration> {

    private final DatabaseSettings settings;
    private final DatabaseCredentials credentials;

    DatabasePool(DatabaseSettings settings, DatabaseCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> created) {
        DatasourceConfiguration configuration = created.getBean();
        configuration.setDataSource(new TenantDataSource(settings, credentials));
        // Connection.isValid, which needs no statement, instead of the query that Micronaut sets.
        configuration.setConnectionTestQuery(null);
        return configuration;
    }
}
