package dev.statehouse.data;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.configuration.jdbc.hikari.DatasourceFactory;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.EachBean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Makes the pool a {@link RoutedPool}. */
@Factory
final class RoutedPools {

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

    @Context
    @EachBean(DatasourceConfiguration.class)
    @Replaces(value = DataSource.class, factory = DatasourceFactory.class)
    DataSource pool(DatasourceConfiguration configuration, Reader reader) {
        RoutedPool pool = new RoutedPool(configuration, reader);
        pools.add(pool);
        return pool;
    }

    @PreDestroy
    void close() {
        pools.forEach(HikariDataSource::close);
    }
}
