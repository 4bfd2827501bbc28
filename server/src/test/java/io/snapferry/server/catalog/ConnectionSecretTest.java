package io.snapferry.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSecretTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mongodb://db1|mongodb://db1",
                "mongodb://u:p%40ss@db1:27017,db2:27018/admin?replicaSet=rs0|mongodb://db1:27017,db2:27018",
                "mongodb://u:p:q@[::1]:27017/|mongodb://[::1]:27017",
                "mongodb+srv://u:p@cluster.example.org/?w=1|mongodb+srv://cluster.example.org",
                "mongodb://db1/?authMechanismProperties=A:b@c|mongodb://db1"
            })
    void showsOnlyTheHosts(String text, String shown) {
        ConnectionSecret secret = new ConnectionSecret(text);
        assertThat(secret.withoutCredentials()).isEqualTo(shown);
        assertThat(secret).hasToString("ConnectionSecret[" + shown + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db1:27017",
                "http://db1",
                "mongodb://",
                "mongodb://u:p@",
                "mongodb://db1,,db2",
                "mongodb://u:pa/ss@db1",
                "mongodb://u:pa@ss@db1",
                "mongodb://%2Ftmp%2Fmongodb-27017.sock",
                "mongodb://db1:port",
                "mongodb://db 1",
                "mongodb://db1/a/b@c\n?x=y\n"
            })
    void refusesWhatIsNoConnectionStringWithoutRepeatingIt(String text) {
        assertThat(ConnectionSecret.isValid(text)).isFalse();
        assertThatThrownBy(() -> new ConnectionSecret(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a connection string of MongoDB");
    }

    @Test
    void refusesAnEndlessOneQuickly() {
        assertThat(ConnectionSecret.isValid("mongodb://" + "a,".repeat(100_000) + "a"))
                .isFalse();
    }

    @Test
    void readsOptionsInAnyCase() {
        ConnectionSecret secret = new ConnectionSecret("mongodb://db1/?x=1&REPLICASET=rs0&y=");
        assertThat(secret.replicaSetName()).contains("rs0");
        assertThat(secret.options("y")).isEmpty();
        assertThat(secret.options("z")).isEmpty();
    }
}
