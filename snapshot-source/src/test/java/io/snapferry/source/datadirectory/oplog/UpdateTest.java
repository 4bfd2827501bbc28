package io.snapferry.source.datadirectory.oplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both forms of updates, with cases that the server's documentation and its behaviour give. */
final class UpdateTest {
    private static String diff(String document, String diff) {
        return apply(document, "{$v: 2, diff: " + diff + "}");
    }

    private static String apply(String document, String update) {
        return Bson.document(Update.apply(Bson.bytes(document), Bson.bytes(update)))
                .toJson();
    }

    private static String json(String json) {
        return BsonDocument.parse(json).toJson();
    }

    @ParameterizedTest(name = "{0} with {1} becomes {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // removed; replaced in place; appended when it is not there
                "{a: 1, b: 2} | {d: {a: false}} | {b: 2}",
                "{a: 1} | {d: {x: false}} | {a: 1}",
                "{a: 1, b: 2, c: 3} | {u: {a: 9, n: 2}} | {a: 9, b: 2, c: 3, n: 2}",
                // inserted ones go to the end, also when they were there
                "{f1: 0, foo: 2, f2: 3} | {i: {f1: 1, n: 2}} | {foo: 2, f2: 3, f1: 1, n: 2}",
                "{o: {d: 0, i: 0, u: 0}, x: 0} | {so: {d: {d: false}, u: {u: 2}, i: {i: 1}}} | {o: {u: 2, i: 1}, x: 0}",
                // arrays: replaced, appended, cut, padded
                "{r: [9, 9, 9, 9]} | {sr: {a: true, u1: 1, u4: 2}} | {r: [9, 1, 9, 9, 2]}",
                "{r: [9, 9, 9, 9]} | {sr: {a: true, l: 3, u1: 1}} | {r: [9, 1, 9]}",
                "{r: [0]} | {sr: {a: true, u3: 1}} | {r: [0, null, null, 1]}",
                "{r: [0]} | {sr: {a: true, l: 3}} | {r: [0, null, null]}",
                "{r: [1, 2]} | {sr: {a: true, l: 0}} | {r: []}",
                "{r: [{a: 0}, [1]]} | {sr: {a: true, s0: {u: {a: 1}}, s1: {a: true, u1: 2}}} | {r: [{a: 1}, [1, 2]]}",
                // what has changed its kind becomes null, what is not there stays away
                "{x: 1, r: {f: 1}, y: 2} | {sr: {a: true, u0: 1}} | {x: 1, r: null, y: 2}",
                "{x: 1, r: 5} | {sr: {u: {a: 1}}} | {x: 1, r: null}",
                "{x: 1} | {sr: {u: {a: 1}}} | {x: 1}",
                "{r: [0, 0, {x: 2}]} | {sr: {a: true, s1: {u: {b: 1}}, u2: {x: 1}}} | {r: [0, null, {x: 1}]}",
                "{r: []} | {sr: {a: true, s1: {u: {b: 1}}, u2: 7}} | {r: [null, null, 7]}",
                // names that look like sections
                "{u: 1, s: {d: 1}} | {u: {u: 2}, ss: {d: {d: false}}} | {u: 2, s: {}}",
            })
    void appliesADifference(String document, String diff, String expected) {
        assertThat(diff(document, diff)).isEqualTo(json(expected));
    }

    @Test
    void appliesADifferenceTwiceAsOnce() {
        String diff = "{d: {d: false}, u: {u: 2}, i: {i: 1}, sr: {a: true, l: 2, u1: 5}}";
        String once = diff("{u: 1, d: 1, r: [1, 2, 3]}", diff);
        assertThat(diff(once, diff)).isEqualTo(once);
    }

    @ParameterizedTest(name = "offset {0} and \"{1}\" give \"{2}\"")
    @CsvSource({"3, ZGVm, YWJjZGVm", "2, ZGVm, YWJkZWY=", "0, eA==, eA==", "3, '', YWJj"})
    void putsBytesBehindTheFirstOfABinaryValue(int offset, String added, String expected) {
        String document = "{b: {$binary: {base64: 'YWJj', subType: '07'}}}";
        assertThat(diff(
                        document,
                        "{b: {b: {o: " + offset + ", d: {$binary: {base64: '" + added + "', subType: '00'}}}}}"))
                .isEqualTo(json("{b: {$binary: {base64: '" + expected + "', subType: '07'}}}"));
    }

    @Test
    void refusesABinaryDifferenceBehindTheEnd() {
        assertThatThrownBy(() -> diff(
                        "{b: {$binary: {base64: 'YWJj', subType: '07'}}}",
                        "{b: {b: {o: 4, d: {$binary: {base64: 'YQ==', subType: '00'}}}}}"))
                .hasMessage("a binary difference at offset 4 of the field \"b\" of 3 bytes");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{z: {a: 1}} | unknown section \"z\" of a difference",
                "{} | an empty difference",
                "{u: {a: 1}, d: {a: false}} | a difference has the field \"a\" twice",
                "{sr: {a: true, u1: 1, u0: 1}} | the indexes of an array's difference are not ascending",
                "{sr: {a: true, u99999999: 1}} | length or index 99999999 of an array, expected 0 to 2097152",
                "{sr: {a: true, l: -1}} | length or index -1 of an array, expected 0 to 2097152",
                "{sr: {a: true, x0: 1}} | unknown part \"x0\" of an array's difference",
                "{sr: {a: true, l: 1, u1: 1}} | index 1 is behind the new length of the array",
            })
    void refusesADifferenceThatIsNotUnderstood(String diff, String reason) {
        assertThatThrownBy(() -> diff("{r: [1]}", diff))
                .isInstanceOf(UnappliableException.class)
                .hasMessage(reason);
    }

    @Test
    void refusesADifferenceThatIsNestedWithoutEnd() {
        String diff = "{u: {a: 1}}";
        String document = "{a: 1}";
        for (int i = 0; i < 260; i++) {
            diff = "{sa: " + diff + "}";
            document = "{a: " + document + "}";
        }
        String deepDiff = diff;
        String deepDocument = document;
        assertThatThrownBy(() -> diff(deepDocument, deepDiff))
                .hasMessage("the difference is nested deeper than 250 levels");
    }

    @ParameterizedTest(name = "{0} with {1} becomes {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: 1, b: 2} | {$set: {a: 5}} | {a: 5, b: 2}",
                "{a: 1} | {$set: {'x.y.z': 5}} | {a: 1, x: {y: {z: 5}}}",
                "{a: {b: [1, 2]}} | {$set: {'a.b.1': 5}} | {a: {b: [1, 5]}}",
                "{a: [1]} | {$set: {'a.3': 5}} | {a: [1, null, null, 5]}",
                "{a: [{}]} | {$set: {'a.0.x': 5}} | {a: [{x: 5}]}",
                "{a: {}} | {$set: {'a.0': 5}} | {a: {'0': 5}}",
                // nothing can be below a number, an array has no names
                "{a: 1} | {$set: {'a.b': 5}} | {a: 1}",
                "{a: [1]} | {$set: {'a.x': 5}} | {a: [1]}",
                "{a: 1, b: 2} | {$unset: {a: true}} | {b: 2}",
                "{a: [1, 2]} | {$unset: {'a.0': true}} | {a: [null, 2]}",
                "{a: 1} | {$unset: {'x.y': true}} | {a: 1}",
                "{a: {b: 1}} | {$unset: {'a.b': true}, $set: {c: 1}} | {a: {}, c: 1}",
            })
    void appliesModifiers(String document, String modifiers, String expected) {
        assertThat(apply(document, "{$v: 1, " + modifiers.substring(1))).isEqualTo(json(expected));
    }

    @Test
    void replacesADocument() {
        assertThat(apply("{_id: 1, a: 1}", "{_id: 1, b: 2}")).isEqualTo(json("{_id: 1, b: 2}"));
    }

    @Test
    void keepsTheIdOfADocumentThatIsReplacedByOneWithout() {
        assertThat(apply("{a: 1, _id: 1}", "{b: 2}")).isEqualTo(json("{_id: 1, b: 2}"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{$v: 3, diff: {}} | an update of version 3, expected 1 or 2",
                "{$v: 2} | an update of version 2 without a difference",
                "{$set: {a: 1}} | an update by \"$set\" without a version",
                "{$v: 1, $push: {a: 1}} | unknown modifier \"$push\"",
                "{$v: 1, $set: {'r.99999999': 1}} | index 99999999 of an array of 1 elements is too far behind its end",
            })
    void refusesAFormThatIsNotKnown(String update, String reason) {
        assertThatThrownBy(() -> apply("{r: [1]}", update))
                .isInstanceOf(UnappliableException.class)
                .hasMessage(reason);
    }
}
