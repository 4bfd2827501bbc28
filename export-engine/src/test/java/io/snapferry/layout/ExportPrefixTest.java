package io.snapferry.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExportPrefixTest {
    private static final String ORG_ID = "64b0000000000000000000aa";
    private static final String GROUP_ID = "64b0000000000000000000bb";

    private static SnapshotIdentity identity(String orgName, String groupName) {
        return new SnapshotIdentity(
                ORG_ID,
                orgName,
                GROUP_ID,
                groupName,
                "64b0000000000000000000cc",
                "testCluster",
                Instant.parse("2021-03-27T14:09:48.999Z"));
    }

    @Test
    void idsStandInThePrefixByDefaultAndTheMinuteIsCut() {
        assertThat(ExportPrefix.of(
                                PrefixStyle.IDS,
                                identity("KS Sandbox", "mySbx"),
                                Instant.parse("2021-05-04T09:40:19.7Z"))
                        .value())
                .isEqualTo("exported_snapshots/64b0000000000000000000aa/64b0000000000000000000bb/testCluster/"
                        + "2021-03-27T1409/1620121219");
    }

    @Test
    void spacesOfNamesBecomeUnderscores() {
        assertThat(ExportPrefix.base(PrefixStyle.NAMES, identity("KS Sandbox", "mySbx")))
                .isEqualTo("exported_snapshots/KS_Sandbox/mySbx/testCluster/2021-03-27T1409");
    }

    @Test
    void spacesOfNamesWerePlusSignsIn2021() {
        assertThat(ExportPrefix.base(PrefixStyle.NAMES_2021, identity("KS Sandbox", "mySbx")))
                .isEqualTo("exported_snapshots/KS+Sandbox/mySbx/testCluster/2021-03-27T1409");
    }

    @Test
    void charactersThatS3AvoidsAreDropped() {
        assertThat(ExportPrefix.base(PrefixStyle.NAMES, identity("a&$@=;:+,?\\{}^%[]\"><~#|`/\u0007üb", "!-_.*'()Z9")))
                .isEqualTo("exported_snapshots/ab/!-_.*'()Z9/testCluster/2021-03-27T1409");
    }

    @Test
    void aNameOfWhichNothingIsLeftFallsBackToTheId() {
        assertThat(ExportPrefix.base(PrefixStyle.NAMES, identity("日本", "..")))
                .isEqualTo("exported_snapshots/" + ORG_ID + "/" + GROUP_ID + "/testCluster/2021-03-27T1409");
    }
}
