package io.snapferry.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snapferry.source.Namespace;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamespaceGlobTest {
    @ParameterizedTest
    @CsvSource({
        "shop.*,          shop.orders,       true",
        "shop.*,          shop.a.b,          true",
        "shop.*,          shopping.orders,   false",
        "*.orders,        shop.orders,       true",
        "*.orders,        shop.orders2,      false",
        "shop.o?ders,     shop.orders,       true",
        "shop.o?ders,     shop.oders,        false",
        "*,               a.b,               true",
        "*o*e*,           shop.orders,       true",
        "shop.orders,     shop.orders,       true",
        "shop.orders,     Shop.orders,       false",
        "shop.[a-z]*,     shop.orders,       false",
    })
    void matchesAWholeNamespace(String glob, String namespace, boolean expected) {
        assertThat(new NamespaceGlob(glob).matches(Namespace.parse(namespace))).isEqualTo(expected);
    }

    @Test
    void manyStarsTakeNoExponentialTime() {
        NamespaceGlob hostile = new NamespaceGlob("*a".repeat(200) + "b");
        Namespace name = new Namespace("d", "a".repeat(2000));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(hostile.matches(name)).isFalse());
    }

    @Test
    void refusesAnEmptyPattern() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NamespaceGlob(""));
    }
}
