package dev.statehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** CPU time of a process with all of its children, living and gone, from Linux's {@code /proc}. */
final class Cpu {

    // proc(5): utime, stime, cutime and cstime are the fields 14 to 17, in ticks of 10 ms; the second is the name.
    private static final int FIRST_AFTER_NAME = 3;
    private static final int UTIME = 14 - FIRST_AFTER_NAME;
    private static final int TIMES = 4;
    private static final int MS_PER_TICK = 10;

    private Cpu() {}

    /** Milliseconds spent so far by the process and everything that it started. */
    static long spentMs(long pid) {
        return Stream.concat(Stream.of(pid), children(pid))
                        .mapToLong(Cpu::ticks)
                        .sum()
                * MS_PER_TICK;
    }

    private static Stream<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = 0; i < TIMES; i++) {
                ticks += Long.parseLong(fields[UTIME + i]);
            }
            return ticks;
        } catch (IOException gone) {
            return 0;
        }
    }
}
