package io.snapferry.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockWindowTest {
    private final BlockWindow window = new BlockWindow(2);

    /** @return how much it got */
    private int fill() {
        int own = 0;
        while (window.admits(own, 1)) {
            own++;
            window.enter(1);
        }
        return own;
    }

    @Test
    void onePassHasEnoughForAllWorkersAndNoMore() {
        assertThat(fill()).isEqualTo(4);
    }

    @Test
    void manyPassesTogetherHaveLessEachButNeverNothing() {
        int sum = 0;
        for (int pass = 0; pass < 100; pass++) {
            int own = fill();
            assertThat(own).isGreaterThanOrEqualTo(2);
            sum += own;
        }
        assertThat(sum).isLessThanOrEqualTo(9 + 2 * 100);
        assertThat(fill()).isEqualTo(2);
    }

    @Test
    void anyBlockIsAdmittedWhereThereIsNoOther() {
        assertThat(window.admits(0, 1_000)).isTrue();
        window.enter(1_000);
        assertThat(window.admits(1_000, 1)).isFalse();
        window.leave(1_000);
        assertThat(fill()).isEqualTo(4);
    }
}
