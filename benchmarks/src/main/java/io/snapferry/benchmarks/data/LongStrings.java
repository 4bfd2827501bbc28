package io.snapferry.benchmarks.data;

/** Few fields, and text of several KB with quotes, line ends and letters that are not ASCII. Immutable. */
final class LongStrings implements DocumentKind {
    private static final int FIRST_ID_SECOND = 1_600_000_000; // September 2020
    private static final long MACHINE = 0x21_7B_9D_00_F3L;
    private static final int SECONDS_BETWEEN = 90;

    private final Prose prose = new Prose(4_000, 500, 4L);

    @Override
    public void append(long number, RandomNumbers random, BsonBytes out) {
        int article = out.begin();
        int second = (int) (FIRST_ID_SECOND + number * SECONDS_BETWEEN);
        out.objectId("_id", second, MACHINE, (int) number);
        int subject = out.beginString("subject");
        prose.sentences(1, random, out);
        out.endString(subject);
        out.date("written", second * 1000L);
        int body = out.beginString("body");
        prose.paragraphs(random.between(3_000, 12_000), random, out);
        out.endString(body);
        int comment = out.beginString("comment");
        prose.paragraphs(random.between(500, 2_500), random, out);
        out.endString(comment);
        out.end(article);
    }
}
