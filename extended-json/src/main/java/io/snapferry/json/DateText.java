package io.snapferry.json;

/**
 * Dates in relaxed Extended JSON: ISO 8601 in UTC, as the Java driver writes them. The fraction is left out when it is zero,
 * and so are the zeros at its end.
 */
final class DateText {
    /** 9999-12-31T23:59:59.999Z; what lies outside of 0 to this is written as a number. */
    static final long MAX_MILLIS = 253_402_300_799_999L;

    private static final int MILLIS_PER_DAY = 24 * 60 * 60 * 1000;
    private static final int DAYS_PER_400_YEARS = 146_097;
    private static final int DAYS_PER_100_YEARS = 36_524;
    private static final int DAYS_PER_4_YEARS = 1_461;
    /** From 1 March of the year 0 to 1 January 1970. */
    private static final int DAYS_BEFORE_1970 = 719_468;

    private DateText() {}

    /**
     * @param millis since 1970, from 0 to {@link #MAX_MILLIS}
     * @return the index behind the text
     */
    static int write(long millis, byte[] out, int at) {
        int index = writeDay((int) (millis / MILLIS_PER_DAY), out, at);
        int millisOfDay = (int) (millis % MILLIS_PER_DAY);
        int seconds = millisOfDay / 1000;
        out[index] = 'T';
        index = IntegerText.writeTwo(seconds / 3600, out, index + 1);
        out[index] = ':';
        index = IntegerText.writeTwo(seconds / 60 % 60, out, index + 1);
        out[index] = ':';
        index = IntegerText.writeTwo(seconds % 60, out, index + 1);
        int fraction = millisOfDay % 1000;
        if (fraction != 0) {
            out[index] = '.';
            index = IntegerText.writeThreeOfFraction(fraction, out, index + 1);
        }
        out[index] = 'Z';
        return index + 1;
    }

    /** Counts years from 1 March, so that the day that leap years add is the last of the year. */
    private static int writeDay(int day, byte[] out, int at) {
        int days = day + DAYS_BEFORE_1970;
        int era = days / DAYS_PER_400_YEARS;
        int dayOfEra = days % DAYS_PER_400_YEARS;
        int yearOfEra = (dayOfEra
                        - dayOfEra / (DAYS_PER_4_YEARS - 1)
                        + dayOfEra / DAYS_PER_100_YEARS
                        - dayOfEra / (DAYS_PER_400_YEARS - 1))
                / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        // Months from March on have 31, 30, 31, 30, 31 days over and over: 153 in five.
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = 400 * era + yearOfEra + (month <= 2 ? 1 : 0);
        int index = IntegerText.writeTwo(year % 100, out, IntegerText.writeTwo(year / 100, out, at));
        out[index] = '-';
        index = IntegerText.writeTwo(month, out, index + 1);
        out[index] = '-';
        return IntegerText.writeTwo(dayOfMonth, out, index + 1);
    }
}
