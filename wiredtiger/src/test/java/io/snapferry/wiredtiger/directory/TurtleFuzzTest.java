package io.snapferry.wiredtiger.directory;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.snapferry.wiredtiger.WiredTigerFormatException;
import io.snapferry.wiredtiger.configuration.Configuration;
import io.snapferry.wiredtiger.packing.MalformedException;
import java.nio.charset.StandardCharsets;

/** Any text as {@code WiredTiger.turtle} and as a configuration, which is what metadata consists of: refused, or read. */
class TurtleFuzzTest {
    @FuzzTest
    void turtle(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        readConfiguration(text, 0);
        try {
            Turtle.parse(Turtle.FILE, text);
        } catch (WiredTigerFormatException refused) {
            // what a bad file must do
        }
    }

    private static void readConfiguration(String text, int depth) {
        try {
            Configuration configuration = Configuration.parse(text);
            for (String key : configuration.keys()) {
                readValue(configuration, key, depth);
            }
        } catch (MalformedException refused) {
            // what bad text must do
        }
    }

    private static void readValue(Configuration configuration, String key, int depth) {
        try {
            configuration.number(key);
        } catch (MalformedException refused) {
            // no number
        }
        try {
            configuration.list(key);
        } catch (MalformedException refused) {
            // no list
        }
        if (depth < 3) {
            readConfiguration(configuration.text(key).orElse(""), depth + 1);
        }
    }
}
