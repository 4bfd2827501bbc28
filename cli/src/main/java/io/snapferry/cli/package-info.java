/**
 * The {@code snapferry} command: one class per subcommand. Standard output has the result, standard error what happened
 * on the way. Exit status: 0 done, 1 failed, 2 wrong usage.
 */
@NullMarked
package io.snapferry.cli;

import org.jspecify.annotations.NullMarked;
