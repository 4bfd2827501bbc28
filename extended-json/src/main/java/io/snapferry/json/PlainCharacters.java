package io.snapferry.json;

/**
 * The characters that Extended JSON text holds as they are; all others are written as <code>&#92;uXXXX</code>.
 *
 * <p>The Java driver decides by {@link Character#getType(char)}: letters, digits, punctuation, symbols and spaces stay,
 * while marks, controls, surrogates and unassigned characters are escaped. What is assigned depends on the Java version
 * (Unicode 13 in Java 17, Unicode 16 in Java 25: 109 characters differ), and with it the text of the same document. So the
 * answer is fixed here, to that of Java 17. Reading gives the same string either way.
 */
final class PlainCharacters {
    /** Inclusive ranges of UTF-16 units in hexadecimal, as Unicode 13 has them. */
    private static final String RANGES = """
            0020-007e 00a0-00ac 00ae-02af 02c2-02c5 02d2-02df 02e5-02eb 02ed 02ef-02ff 0370-0373 0375-0377
            037b-037f 0384-038a 038c 038e-03a1 03a3-0482 048a-052f 0531-0556 055a-058a 058d-058f 05be 05c0 05c3
            05c6 05d0-05ea 05ef-05f4 0606-060f 061b 061e-063f 0641-064a 0660-066f 0671-06d5 06de 06e9 06ee-070d
            0710 0712-072f 074d-07a5 07b1 07c0-07ea 07f6-07f9 07fe-0815 0830-083e 0840-0858 085e 0860-086a
            08a0-08b4 08b6-08c7 0904-0939 093d 0950 0958-0961 0964-0970 0972-0980 0985-098c 098f-0990 0993-09a8
            09aa-09b0 09b2 09b6-09b9 09bd 09ce 09dc-09dd 09df-09e1 09e6-09fd 0a05-0a0a 0a0f-0a10 0a13-0a28
            0a2a-0a30 0a32-0a33 0a35-0a36 0a38-0a39 0a59-0a5c 0a5e 0a66-0a6f 0a72-0a74 0a76 0a85-0a8d 0a8f-0a91
            0a93-0aa8 0aaa-0ab0 0ab2-0ab3 0ab5-0ab9 0abd 0ad0 0ae0-0ae1 0ae6-0af1 0af9 0b05-0b0c 0b0f-0b10
            0b13-0b28 0b2a-0b30 0b32-0b33 0b35-0b39 0b3d 0b5c-0b5d 0b5f-0b61 0b66-0b77 0b83 0b85-0b8a 0b8e-0b90
            0b92-0b95 0b99-0b9a 0b9c 0b9e-0b9f 0ba3-0ba4 0ba8-0baa 0bae-0bb9 0bd0 0be6-0bfa 0c05-0c0c 0c0e-0c10
            0c12-0c28 0c2a-0c39 0c3d 0c58-0c5a 0c60-0c61 0c66-0c6f 0c77-0c80 0c84-0c8c 0c8e-0c90 0c92-0ca8
            0caa-0cb3 0cb5-0cb9 0cbd 0cde 0ce0-0ce1 0ce6-0cef 0cf1-0cf2 0d04-0d0c 0d0e-0d10 0d12-0d3a 0d3d
            0d4e-0d4f 0d54-0d56 0d58-0d61 0d66-0d7f 0d85-0d96 0d9a-0db1 0db3-0dbb 0dbd 0dc0-0dc6 0de6-0def 0df4
            0e01-0e30 0e32-0e33 0e3f-0e45 0e4f-0e5b 0e81-0e82 0e84 0e86-0e8a 0e8c-0ea3 0ea5 0ea7-0eb0 0eb2-0eb3
            0ebd 0ec0-0ec4 0ed0-0ed9 0edc-0edf 0f00-0f17 0f1a-0f34 0f36 0f38 0f3a-0f3d 0f40-0f47 0f49-0f6c 0f85
            0f88-0f8c 0fbe-0fc5 0fc7-0fcc 0fce-0fda 1000-102a 103f-1055 105a-105d 1061 1065-1066 106e-1070
            1075-1081 108e 1090-1099 109e-10c5 10c7 10cd 10d0-10fb 10fd-1248 124a-124d 1250-1256 1258 125a-125d
            1260-1288 128a-128d 1290-12b0 12b2-12b5 12b8-12be 12c0 12c2-12c5 12c8-12d6 12d8-1310 1312-1315
            1318-135a 1360-137c 1380-1399 13a0-13f5 13f8-13fd 1400-169c 16a0-16f8 1700-170c 170e-1711 1720-1731
            1735-1736 1740-1751 1760-176c 176e-1770 1780-17b3 17d4-17d6 17d8-17dc 17e0-17e9 17f0-17f9 1800-180a
            1810-1819 1820-1842 1844-1878 1880-1884 1887-18a8 18aa 18b0-18f5 1900-191e 1940 1944-196d 1970-1974
            1980-19ab 19b0-19c9 19d0-19da 19de-1a16 1a1e-1a54 1a80-1a89 1a90-1a99 1aa0-1aa6 1aa8-1aad 1b05-1b33
            1b45-1b4b 1b50-1b6a 1b74-1b7c 1b83-1ba0 1bae-1be5 1bfc-1c23 1c3b-1c49 1c4d-1c77 1c7e-1c88 1c90-1cba
            1cbd-1cc7 1cd3 1ce9-1cec 1cee-1cf3 1cf5-1cf6 1cfa 1d00-1d2b 1d6b-1d77 1d79-1d9a 1e00-1f15 1f18-1f1d
            1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3 1fd6-1fdb
            1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-200a 2010-2027 202f-205f 2070 2074-207e 2080-208e 20a0-20bf
            2100-218b 2190-2426 2440-244a 2460-2b73 2b76-2b95 2b97-2c2e 2c30-2c5e 2c60-2c7b 2c7e-2cee 2cf2-2cf3
            2cf9-2d25 2d27 2d2d 2d30-2d67 2d70 2d80-2d96 2da0-2da6 2da8-2dae 2db0-2db6 2db8-2dbe 2dc0-2dc6
            2dc8-2dce 2dd0-2dd6 2dd8-2dde 2e00-2e2e 2e30-2e52 2e80-2e99 2e9b-2ef3 2f00-2fd5 2ff0-2ffb 3000-3004
            3006-3029 3030 3036-303a 303c-303f 3041-3096 309b-309c 309f-30fb 30ff 3105-312f 3131-318e 3190-31e3
            31f0-321e 3220-9ffc a000-a014 a016-a48c a490-a4c6 a4d0-a4f7 a4fe-a60b a60d-a62b a640-a66e a673 a67e
            a680-a69b a6a0-a6ef a6f2-a6f7 a700-a716 a720-a76f a771-a787 a789-a7bf a7c2-a7ca a7f5-a7f7 a7fa-a801
            a803-a805 a807-a80a a80c-a822 a828-a82b a830-a839 a840-a877 a882-a8b3 a8ce-a8d9 a8f2-a8fe a900-a925
            a92e-a946 a95f-a97c a984-a9b2 a9c1-a9cd a9d0-a9d9 a9de-a9e4 a9e7-a9fe aa00-aa28 aa40-aa42 aa44-aa4b
            aa50-aa59 aa5c-aa6f aa71-aa7a aa7e-aaaf aab1 aab5-aab6 aab9-aabd aac0 aac2 aadb-aadc aade-aaea
            aaf0-aaf2 ab01-ab06 ab09-ab0e ab11-ab16 ab20-ab26 ab28-ab2e ab30-ab5b ab60-ab68 ab6a-ab6b ab70-abe2
            abeb abf0-abf9 ac00-d7a3 d7b0-d7c6 d7cb-d7fb f900-fa6d fa70-fad9 fb00-fb06 fb13-fb17 fb1d fb1f-fb36
            fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fbc1 fbd3-fd3f fd50-fd8f fd92-fdc7 fdf0-fdfd fe10-fe19
            fe30-fe52 fe54-fe66 fe68-fe6b fe70-fe74 fe76-fefc ff01-ff6f ff71-ff9d ffa0-ffbe ffc2-ffc7 ffca-ffcf
            ffd2-ffd7 ffda-ffdc ffe0-ffe6 ffe8-ffee fffc-fffd
            """;

    private static final long[] BITS = parse(RANGES);

    private PlainCharacters() {}

    static boolean contains(char unit) {
        return (BITS[unit >> 6] & (1L << unit)) != 0;
    }

    private static long[] parse(String ranges) {
        long[] bits = new long[(Character.MAX_VALUE + 1) / Long.SIZE];
        for (String range : ranges.strip().split("\\s+", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
            int last = Integer.parseInt(range.substring(dash + 1), 16);
            for (int unit = first; unit <= last; unit++) {
                bits[unit >> 6] |= 1L << unit;
            }
        }
        return bits;
    }
}
