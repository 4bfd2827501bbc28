package io.snapferry.source.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapferry.source.CollectionKind;
import io.snapferry.source.SourceException;
import io.snapferry.source.reading.Place;
import java.nio.charset.StandardCharsets;
import org.bson.RawBsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpMetadataTest {
    @Test
    void readsTheTextOfOldTools() throws SourceException {
        DumpMetadata metadata = parse("{\"options\":{\"size\":{\"$numberLong\":\"10\"}},"
                + "\"indexes\":[{\"v\":1,\"key\":{\"_id\":1},\"name\":\"_id_\",\"ns\":\"shop.orders\"}]}");
        assertThat(new RawBsonDocument(metadata.options().toByteArray()).toJson())
                .isEqualTo("{\"size\": 10}");
        assertThat(new RawBsonDocument(metadata.indexes().toByteArray()).toJson())
                .isEqualTo("{\"0\": {\"v\": 1, \"key\": {\"_id\": 1}, \"name\": \"_id_\", \"ns\": \"shop.orders\"}}");
        assertThat(metadata.databasesOfIndexes()).containsExactly("shop");
        assertThat(metadata.uuidHex()).isEmpty();
        assertThat(metadata.collectionName()).isEmpty();
        assertThat(metadata.kind()).isEqualTo(CollectionKind.COLLECTION);
    }

    @Test
    void readsAUuidWithDashes() throws SourceException {
        assertThat(parse("{\"uuid\": \"00112233-4455-6677-8899-AABBCCDDEEFF\"}").uuidHex())
                .contains("00112233445566778899aabbccddeeff");
    }

    @Test
    void recognisesAViewOfAToolThatWritesNoType() throws SourceException {
        assertThat(parse("{\"options\": {\"viewOn\": \"orders\", \"pipeline\": []}, \"indexes\": null}")
                        .kind())
                .isEqualTo(CollectionKind.VIEW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"options\": []} | metadata field options is of type ARRAY, expected DOCUMENT",
                "{\"indexes\": {}} | metadata field indexes is of type DOCUMENT, expected ARRAY",
                "{\"collectionName\": 1} | metadata field collectionName is of type INT32, expected STRING",
                "{\"uuid\": \"xyz\"} | metadata field uuid is \"xyz\", expected 32 hex digits",
                "{\"type\": \"queue\"} | metadata field type is \"queue\", expected collection, view or timeseries"
            })
    void refusesAFieldOfAnotherForm(String json, String reason) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(SourceException.class)
                .hasMessage("orders.metadata.json: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "1",
                "{\"options\": ",
                "{\"a\": {\"$numberInt\": \"x\"}}",
                "{} {}",
                "{\"a\": \"\\u12\"}"
            })
    void refusesWhatIsNotOneDocumentOfExtendedJson(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("orders.metadata.json at byte ");
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> parse("{\"options\": " + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001)))
                .isInstanceOf(SourceException.class);
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        assertThatThrownBy(() ->
                        DumpMetadata.parse("{\"a\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1), Place.of("m")))
                .isInstanceOf(SourceException.class)
                .hasMessage("m at byte 7: metadata is not UTF-8");
    }

    private static DumpMetadata parse(String json) throws SourceException {
        return DumpMetadata.parse(json.getBytes(StandardCharsets.UTF_8), Place.of("orders.metadata.json"));
    }
}
