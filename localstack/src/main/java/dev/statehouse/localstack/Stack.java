package dev.statehouse.localstack;

import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.gateway.AdminServer;
import dev.statehouse.localstack.gateway.GatewayServer;
import dev.statehouse.localstack.gateway.ScheduleClock;
import dev.statehouse.localstack.template.LocalValues;
import dev.statehouse.localstack.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;

/** A running gateway with its functions. Closing it stops every process that it started. */
final class Stack implements AutoCloseable {
    static {
        // Without it a small answer waits for the client's delayed acknowledgement: 40 ms instead of 1.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int STANDARD_PORT = 8080;
    private static final int PORTS_TRIED = 100;

    private final Path addresses;
    private final Template template;
    private final Functions functions;
    private final GatewayServer gateway;
    private final AdminServer admin;
    private final ScheduleClock schedules;

    private Stack(
            Path addresses,
            Template template,
            Functions functions,
            GatewayServer gateway,
            AdminServer admin,
            ScheduleClock schedules) {
        this.addresses = addresses;
        this.template = template;
        this.functions = functions;
        this.gateway = gateway;
        this.admin = admin;
        this.schedules = schedules;
    }

    /** Starts and writes {@code gateway.env} into the stack's folder; functions start when they are first called. */
    static Stack start(Options options, Clock clock) throws IOException {
        LocalValues values =
                options.values().isPresent() ? LocalValues.read(options.values().get()) : new LocalValues(Map.of());
        Template template = Template.read(options.template(), values, options.artefacts());
        Files.createDirectories(options.directory());
        AdminServer admin = new AdminServer(options.adminPort(), clock);
        Functions functions = new Functions(
                template.functions().values(),
                options.pools(),
                options.directory(),
                options.runtime(),
                admin.address(),
                clock);
        GatewayServer gateway = listen(options, template, functions, clock);
        admin.serve(template, functions);
        ScheduleClock schedules = new ScheduleClock(template.schedules(), functions, clock);
        Stack stack =
                new Stack(options.directory().resolve("gateway.env"), template, functions, gateway, admin, schedules);
        stack.writeAddresses();
        return stack;
    }

    Template template() {
        return template;
    }

    String baseUrl() {
        return "http://localhost:" + gateway.port();
    }

    String adminUrl() {
        return admin.address().toString();
    }

    @Override
    public void close() {
        schedules.close();
        gateway.close();
        admin.close();
        functions.close();
        try {
            Files.deleteIfExists(addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GatewayServer listen(Options options, Template template, Functions functions, Clock clock)
            throws IOException {
        Path mail = options.directory().resolve("mail");
        int first = options.port().orElse(STANDARD_PORT);
        int last = options.port().isPresent() ? first : first + PORTS_TRIED;
        for (int port = first; port < last; port++) {
            try {
                return listen(port, template, functions, mail, clock);
            } catch (BindException _) {
                // Someone else has it: the next one.
            }
        }
        return listen(last, template, functions, mail, clock);
    }

    private static GatewayServer listen(int port, Template template, Functions functions, Path mail, Clock clock)
            throws IOException {
        return new GatewayServer(
                template, functions, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), mail, clock);
    }

    private void writeAddresses() throws IOException {
        Path unfinished = addresses.resolveSibling("gateway.env.new");
        Files.writeString(
                unfinished,
                "BASE_URL=%s\nADMIN_URL=%s\nGATEWAY_PID=%d\n"
                        .formatted(
                                baseUrl(), adminUrl(), ProcessHandle.current().pid()));
        Files.move(unfinished, addresses, StandardCopyOption.ATOMIC_MOVE);
    }
}
