package io.snapferry.source.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapferry.testing.dump.DumpBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStemTest {
    /** The file name that mongodump wrote, from the test data of MongoDB's tools. */
    @Test
    void shortensALongNameAsMongodumpDoes() {
        String name =
                "a" + "Very".repeat(44) + "LongCollectionNameConsistingOfExactlyTwoHundredAndFortySevenCharacters";
        assertThat(name).hasSize(247);
        assertThat(FileStem.of(name))
                .hasSize(FileStem.MAX_LENGTH)
                .isEqualTo(name.substring(0, 208) + "%24xFO0VquRn7cg3QooSZD5sglTddU")
                .isEqualTo(DumpBuilder.fileStem(name));
        assertThat(FileStem.isShortened(FileStem.of(name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cafés, caf%C3%A9s",
        "a b, a+b",
        "a+b, a%2Bb",
        "50%, 50%25",
        "a/b, a%2Fb",
        "$x, %24x",
        "a.b-c_d~e*, a.b-c_d~e%2A"
    })
    void escapesAndUnescapes(String name, String stem) {
        assertThat(FileStem.of(name)).isEqualTo(stem).isEqualTo(DumpBuilder.fileStem(name));
        assertThat(FileStem.collection(stem)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "%-1", "%ff", "%C3"})
    void refusesWhatIsNoEscape(String stem) {
        assertThat(FileStem.collection(stem)).isEmpty();
    }

    @Test
    void leavesWhatNeedsNoEscape() {
        assertThat(FileStem.collection("$admin.system.users")).contains("$admin.system.users");
        assertThat(FileStem.collection("日本😀")).contains("日本😀");
    }
}
