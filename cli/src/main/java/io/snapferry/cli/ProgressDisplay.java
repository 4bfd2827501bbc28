package io.snapferry.cli;

import java.io.Closeable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows how far something is: a bar that is redrawn on a terminal, a line now and then elsewhere. Draws in a thread of its
 * own until it is closed.
 */
final class ProgressDisplay implements Closeable {
    private static final Duration BAR_INTERVAL = Duration.ofMillis(200);
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);
    private static final int BAR_WIDTH = 30;
    private static final double PERCENT = 100;

    private final PrintWriter err;
    private final Supplier<State> state;
    private final boolean isBar;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * How far it is.
     *
     * @param done of {@code total}, in whatever unit
     * @param total 0 when it is not known yet
     * @param text behind the bar
     */
    record State(long done, long total, String text) {
        double share() {
            return total == 0 ? 0 : Math.min(1, (double) done / total);
        }
    }

    ProgressDisplay(PrintWriter err, boolean isTerminal, Supplier<State> state) {
        this.err = err;
        this.state = state;
        this.isBar = isTerminal;
        Duration interval = isBar ? BAR_INTERVAL : LINE_INTERVAL;
        Future<?> unused =
                timer.scheduleAtFixedRate(this::draw, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void draw() {
        State now = state.get();
        String percent = String.format(Locale.ROOT, "%3.0f %%", now.share() * PERCENT);
        if (isBar) {
            int filled = (int) Math.round(now.share() * BAR_WIDTH);
            err.print("\r\u001b[2K[" + "#".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "] " + percent + "  "
                    + now.text());
            err.flush();
        } else {
            err.println(percent.strip() + "  " + now.text());
            err.flush();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isBar) {
            err.print("\r\u001b[2K");
            err.flush();
        }
    }
}
