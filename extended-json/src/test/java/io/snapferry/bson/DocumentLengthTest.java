package io.snapferry.bson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentLengthTest {
    @Test
    void readsTheLengthAtAnOffsetEvenWhenTheDocumentIsNotThere() throws BsonFormatException {
        byte[] bytes = DocumentBuilder.bytes(9, 0x00, 0x02, 0x01, 0x00);
        assertThat(DocumentLength.read(bytes, 1)).isEqualTo(0x010200);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, -1, Integer.MIN_VALUE})
    void refusesALengthBelowTheMinimum(int length) {
        assertThatThrownBy(() -> DocumentLength.read(DocumentBuilder.int32(length), 0))
                .isInstanceOf(BsonFormatException.class)
                .hasMessage("at byte 0: document length " + length + " is below the minimum of 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {DocumentLength.MAX_BYTES + 1, Integer.MAX_VALUE})
    void refusesALengthAboveTheMaximum(int length) {
        assertThatThrownBy(() -> DocumentLength.read(DocumentBuilder.int32(length), 0))
                .isInstanceOf(BsonFormatException.class)
                .hasMessage("at byte 0: document length " + length + " is above the maximum of 67108864");
    }

    @Test
    void acceptsTheBounds() throws BsonFormatException {
        assertThat(DocumentLength.read(DocumentBuilder.int32(5), 0)).isEqualTo(5);
        assertThat(DocumentLength.read(DocumentBuilder.int32(DocumentLength.MAX_BYTES), 0))
                .isEqualTo(DocumentLength.MAX_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 100})
    void refusesAnArrayThatEndsInsideTheField(int offset) {
        assertThatThrownBy(() -> DocumentLength.read(new byte[5], offset))
                .isInstanceOf(BsonFormatException.class)
                .hasMessageContaining("found the end of the data");
    }
}
