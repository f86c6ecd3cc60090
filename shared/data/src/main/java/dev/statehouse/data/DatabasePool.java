package dev.statehouse.data;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** Puts {@link TenantDataSource} beneath the pool. */
@Singleton
final class DatabasePool implements BeanCreatedEventListener<DatasourceConfiguration> {

    private final DatabaseSettings settings;
    private final DatabaseCredentials credentials;
    private final BeanProvider<JobNotice> notice;

    // Who takes the notice needs the pool itself, so it is asked for when there is one.
    DatabasePool(DatabaseSettings settings, DatabaseCredentials credentials, BeanProvider<JobNotice> notice) {
        this.settings = settings;
        this.credentials = credentials;
        this.notice = notice;
    }

    @Override
    public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> created) {
        DatasourceConfiguration configuration = created.getBean();
        configuration.setDataSource(
                new TenantDataSource(settings, credentials, () -> notice.get().jobsWereMade()));
        // Connection.isValid, which needs no statement, instead of the query that Micronaut sets.
        configuration.setConnectionTestQuery(null);
        return configuration;
    }
}
