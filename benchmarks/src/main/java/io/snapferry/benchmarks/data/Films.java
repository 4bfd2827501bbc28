package io.snapferry.benchmarks.data;

/**
 * Documents of about 1.5 KB with arrays and documents in them, as of a catalogue that people read: names, prose, short lists,
 * figures of all types. Immutable.
 */
final class Films implements DocumentKind {
    private static final String[] GENRES = {
        "Action",
        "Adventure",
        "Animation",
        "Biography",
        "Comedy",
        "Crime",
        "Documentary",
        "Drama",
        "Family",
        "Fantasy",
        "Film-Noir",
        "History",
        "Horror",
        "Musical",
        "Mystery",
        "Romance",
        "Sci-Fi",
        "Short",
        "Thriller",
        "War",
        "Western"
    };
    private static final String[] COUNTRIES = {
        "USA",
        "UK",
        "France",
        "Germany",
        "Italy",
        "Japan",
        "India",
        "Canada",
        "Spain",
        "Sweden",
        "Côte d'Ivoire",
        "México"
    };
    private static final String[] LANGUAGES = {
        "English", "French", "German", "Italian", "日本語", "Español", "Svenska", "Русский", "Hindi", "Mandarin"
    };
    private static final String[] RATED = {"G", "PG", "PG-13", "R", "NOT RATED", "UNRATED", "APPROVED", "TV-14"};
    private static final String[] TASKS = {"screenplay", "story", "novel", "play", "dialogue", "adaptation"};

    private static final long FIRST_RELEASE_MILLIS = -1_577_923_200_000L; // 1920-01-01
    private static final int RELEASE_DAYS = 37_000;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long FIRST_CHANGE_MILLIS = 1_440_000_000_000L; // August 2015
    private static final int FIRST_ID_SECOND = 1_466_000_000; // June 2016
    private static final long MACHINE = 0x9F_1C_07_A2_3BL;
    private static final int FILMS_PER_SECOND = 40;

    private final Prose prose = new Prose(6_000, 600, 1L);
    private final Vocabulary firstNames = new Vocabulary(600, 2L);
    private final Vocabulary surnames = new Vocabulary(4_000, 3L);

    @Override
    public void append(long number, RandomNumbers random, BsonBytes out) {
        int film = out.begin();
        out.objectId("_id", (int) (FIRST_ID_SECOND + number / FILMS_PER_SECOND), MACHINE, (int) number);
        title(random, out);
        int year = random.between(1920, 2021);
        out.int32("year", year);
        out.int32("runtime", random.between(55, 190));
        out.date("released", FIRST_RELEASE_MILLIS + random.below(RELEASE_DAYS) * DAY_MILLIS);
        out.string("rated", RATED[random.below(RATED.length)]);
        text("plot", random.between(1, 2), random, out);
        text("fullplot", random.between(3, 5), random, out);
        list("genres", GENRES, random.between(1, 3), random, out);
        people("cast", random.between(3, 6), random, out);
        people("directors", random.between(1, 2), random, out);
        writers(random, out);
        list("countries", COUNTRIES, random.between(1, 2), random, out);
        list("languages", LANGUAGES, random.between(1, 2), random, out);
        awards(random, out);
        imdb(number, random, out);
        tomatoes(random, out);
        if (random.onceIn(3)) {
            out.nothing("poster");
        } else {
            poster(random, out);
        }
        out.int64("boxOffice", (random.next() >>> 36) * 10);
        out.date("lastUpdated", FIRST_CHANGE_MILLIS + (random.next() >>> 28));
        out.bool("restored", random.onceIn(6));
        out.string("type", random.onceIn(12) ? "series" : "movie");
        out.end(film);
    }

    private void title(RandomNumbers random, BsonBytes out) {
        int title = out.beginString("title");
        int words = random.between(1, 4);
        for (int word = 0; word < words; word++) {
            if (word > 0) {
                out.text(' ');
            }
            capital(prose.vocabulary().anyWord(random), out);
        }
        out.endString(title);
    }

    private void text(String name, int sentences, RandomNumbers random, BsonBytes out) {
        int text = out.beginString(name);
        prose.sentences(sentences, random, out);
        out.endString(text);
    }

    private static void list(String name, String[] choices, int count, RandomNumbers random, BsonBytes out) {
        int list = out.beginArray(name);
        int first = random.below(choices.length);
        for (int i = 0; i < count; i++) {
            out.string(BsonBytes.index(i), choices[(first + i * 5) % choices.length]);
        }
        out.end(list);
    }

    private void people(String name, int count, RandomNumbers random, BsonBytes out) {
        int people = out.beginArray(name);
        for (int i = 0; i < count; i++) {
            person(BsonBytes.index(i), random, out);
        }
        out.end(people);
    }

    private void writers(RandomNumbers random, BsonBytes out) {
        int writers = out.beginArray("writers");
        int count = random.between(1, 3);
        for (int i = 0; i < count; i++) {
            int writer = out.beginDocument(BsonBytes.index(i));
            person("name", random, out);
            out.string("task", TASKS[random.below(TASKS.length)]);
            out.end(writer);
        }
        out.end(writers);
    }

    private void person(String name, RandomNumbers random, BsonBytes out) {
        int person = out.beginString(name);
        capital(firstNames.anyWord(random), out);
        out.text(' ');
        capital(surnames.word(random), out);
        out.endString(person);
    }

    private static void awards(RandomNumbers random, BsonBytes out) {
        int wins = random.below(12);
        int nominations = random.below(20);
        int awards = out.beginDocument("awards");
        out.int32("wins", wins);
        out.int32("nominations", nominations);
        out.string("text", wins + (wins == 1 ? " win & " : " wins & ") + nominations + " nominations.");
        out.end(awards);
    }

    private static void imdb(long number, RandomNumbers random, BsonBytes out) {
        int imdb = out.beginDocument("imdb");
        out.float64("rating", random.between(10, 99) / 10.0);
        out.int64("votes", random.next() >>> 44);
        out.int32("id", (int) (number & 0xFF_FFFF) + 1000);
        out.end(imdb);
    }

    private static void tomatoes(RandomNumbers random, BsonBytes out) {
        int tomatoes = out.beginDocument("tomatoes");
        reviews("viewer", random, out);
        reviews("critic", random, out);
        out.int32("fresh", random.below(200));
        out.int32("rotten", random.below(100));
        out.date("lastUpdated", FIRST_CHANGE_MILLIS + random.below(300_000) * 100_000L);
        out.end(tomatoes);
    }

    private static void reviews(String name, RandomNumbers random, BsonBytes out) {
        int reviews = out.beginDocument(name);
        out.float64("rating", random.between(10, 50) / 10.0);
        out.int32("numReviews", random.below(5000));
        out.int32("meter", random.below(101));
        out.end(reviews);
    }

    private static void poster(RandomNumbers random, BsonBytes out) {
        int poster = out.beginString("poster");
        out.text("https://images.example.com/posters/");
        out.text(Integer.toString(random.below(1_000_000_000)));
        out.text("._V1_SY1000_SX677_AL_.jpg");
        out.endString(poster);
    }

    private static void capital(byte[] word, BsonBytes out) {
        int start = out.size();
        out.text(word);
        out.capitalize(start);
    }
}
