package io.snapferry.wiredtiger.directory;

import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version of the library that wrote a directory. Tells little: formats are known by their own numbers and flags. */
public record WiredTigerVersion(int major, int minor, int patch) {
    private static final int MIN_MAJOR = 2;
    private static final int MAX_MAJOR = 12;
    private static final Pattern IN_TEXT = Pattern.compile("WiredTiger (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

    /** Read from {@code major=11,minor=3,patch=0}. */
    static WiredTigerVersion parse(String file, String text) throws WiredTigerFormatException {
        Configuration configuration = Configuration.parse(text);
        return known(
                file,
                configuration.number("major").orElseThrow(() -> new MalformedException(0, "no version")),
                configuration.number("minor").orElse(0L),
                configuration.number("patch").orElse(0L));
    }

    /** Read from {@code WiredTiger 11.3.0: (November 16, 2023)}. */
    static WiredTigerVersion ofText(String file, String text) throws WiredTigerFormatException {
        Matcher matcher = IN_TEXT.matcher(text);
        if (!matcher.find()) {
            throw WiredTigerFormatException.inFile(file, "no version in \"" + text + "\"");
        }
        return known(
                file,
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3)));
    }

    private static WiredTigerVersion known(String file, long major, long minor, long patch)
            throws WiredTigerFormatException {
        if (major < MIN_MAJOR || major > MAX_MAJOR) {
            throw WiredTigerFormatException.inFile(
                    file, "written by WiredTiger " + major + ", known are " + MIN_MAJOR + " to " + MAX_MAJOR);
        }
        return new WiredTigerVersion((int) major, (int) minor, (int) patch);
    }

    /** Whether what is recorded of running transactions is right: not in the first version that recorded it. */
    boolean writesRightSnapshots() {
        return major > 10 || (major == 10 && (minor > 0 || patch > 0));
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
