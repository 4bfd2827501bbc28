package io.snapferry.wiredtiger.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.wiredtiger.packing.MalformedException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @Test
    void valuesAreBareQuotedNestedOrAbsent() {
        Configuration configuration =
                Configuration.parse("a=1,b=\"x,y=(z\",c=(d=2,e=(f=[1,2])),g=[],h=,i,\"j k\"=\"\", l = 3 ");

        assertThat(configuration.keys()).containsExactly("a", "b", "c", "g", "h", "i", "j k", "l");
        assertThat(configuration.number("a")).contains(1L);
        assertThat(configuration.text("b")).contains("x,y=(z");
        assertThat(configuration.nested("c").number("d")).contains(2L);
        assertThat(configuration.nested("c").nested("e").list("f")).containsExactly("1", "2");
        assertThat(configuration.list("g")).isEmpty();
        assertThat(configuration.text("h")).contains("");
        assertThat(configuration.text("i")).contains("");
        assertThat(configuration.text("j k")).contains("");
        assertThat(configuration.number("l")).contains(3L);
        assertThat(configuration.text("m")).isEmpty();
        assertThat(configuration.nested("m").keys()).isEmpty();
        assertThat(configuration.number("h")).isEmpty();
    }

    @Test
    void numbersHave64BitsWithOrWithoutSign() {
        Configuration configuration = Configuration.parse("a=18446744073709551615,b=-11,c=9223372036854775807");

        assertThat(configuration.number("a")).contains(-1L);
        assertThat(configuration.number("b")).contains(-11L);
        assertThat(configuration.number("c")).contains(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=x", "a=1.5", "a=18446744073709551616", "a=--1", "a=-", "a=0x1", "a=(1)"})
    void whatIsNoNumberIsRefused(String text) {
        assertThatThrownBy(() -> Configuration.parse(text).number("a"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("expected a number behind \"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=(", "a=(b=1", "a=[1", "a=)", "a=1),b=(", "a=\"", "a=\"x", "a=\"x\\\"", "(\"", "a=(\")"})
    void bracketsAndQuotesThatAreNotBalancedAreRefused(String text) {
        assertThatThrownBy(() -> Configuration.parse(text)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a=b", "a=\"(b=1)\"", "a=1(b=2)"})
    void whatIsNotInBracketsIsNotNested(String text) {
        assertThatThrownBy(() -> Configuration.parse(text).nested("a"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("expected brackets behind \"a\"");
    }

    @Property(seed = "1", tries = 20_000)
    void anyTextIsReadOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append("ab1=,()[]{}\"\\ -".charAt(random.nextInt(15)));
        }
        try {
            Configuration configuration = Configuration.parse(text.toString());
            for (String key : configuration.keys()) {
                assertThat(configuration.text(key)).isPresent();
                readOrRefuse(() -> configuration.nested(key));
                readOrRefuse(() -> configuration.list(key));
                readOrRefuse(() -> configuration.number(key));
            }
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    private static void readOrRefuse(Runnable reading) {
        try {
            reading.run();
        } catch (MalformedException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    @Test
    void deepNestingIsReadInBoundedTime() {
        String text = "a=" + "(".repeat(100_000) + ")".repeat(100_000);

        assertThat(Configuration.parse(text).nested("a").keys()).hasSize(1);
    }
}
