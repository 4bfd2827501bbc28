package io.snapferry.benchmarks.data;

/**
 * Documents of about 200 bytes with many doubles, as devices send them: most have two or three decimals, one has all digits
 * that a double can have. Immutable.
 */
final class Sensors implements DocumentKind {
    private static final int DEVICES = 2_000;
    private static final int SITES = 40;
    private static final String[] MODELS = {"TH-200", "TH-210", "BX-7", "BX-7 rev. 2", "µ-Klima"};
    private static final String[] FIRMWARE = {"2.4.1", "2.4.3", "3.0.0-rc2"};

    private static final long FIRST_MILLIS = 1_700_000_000_000L; // November 2023
    private static final int MILLIS_BETWEEN = 7;
    private static final long MACHINE = 0x4E_00_D1_55_10L;

    @Override
    public void append(long number, RandomNumbers random, BsonBytes out) {
        int device = random.below(DEVICES);
        long millis = FIRST_MILLIS + number * MILLIS_BETWEEN + random.below(MILLIS_BETWEEN);
        int reading = out.begin();
        out.objectId("_id", (int) (millis / 1000), MACHINE, (int) number);
        out.date("at", millis);
        int meta = out.beginDocument("meta");
        int name = out.beginString("site");
        out.text("site-");
        out.text(Integer.toString(device % SITES));
        out.endString(name);
        out.int32("device", device);
        out.string("model", MODELS[device % MODELS.length]);
        out.string("firmware", FIRMWARE[device / 7 % FIRMWARE.length]);
        out.end(meta);
        out.float64("temp", random.between(1500, 2799) / 100.0);
        out.float64("humidity", random.between(3000, 6999) / 100.0);
        out.float64("pressure", random.between(985_000, 1_030_000) / 1000.0);
        out.float64("volt", random.onceIn(4) ? 3.3 : random.between(3_200, 3_399) / 1000.0);
        if (random.onceIn(4)) {
            out.float64("drift", random.fraction() - 0.5);
        }
        out.int64("seq", 5_000_000_000L + number / DEVICES);
        out.bool("ok", !random.onceIn(50));
        out.end(reading);
    }
}
