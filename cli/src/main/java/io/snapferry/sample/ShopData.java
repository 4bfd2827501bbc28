package io.snapferry.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Customers, products, orders and events that refer to each other. Drawn from a fixed seed. */
final class ShopData {
    private static final int CUSTOMERS = 200;
    private static final int PRODUCTS = 60;
    private static final int ORDERS = 1_500;
    private static final int EVENTS = 500;
    private static final int MAX_LINES = 4;
    private static final long START_MILLIS = 1_704_067_200_000L; // 2024-01-01T00:00:00Z
    private static final int HOUR_MILLIS = 3_600_000;
    private static final List<String> NAMES =
            List.of("Ada", "Björn", "Chidi", "Dilnoza", "Eun-ji", "Fatima", "Giulia", "Hōne", "Иван", "李娜");
    private static final List<String> CITIES = List.of("Aarhus", "Lima", "Nairobi", "Osaka", "Tbilisi", "Zürich");
    private static final List<String> STATUSES = List.of("open", "paid", "shipped", "returned");

    private final Random random = new Random(20_240_229);

    ShopData() {}

    List<BsonDocument> customers() {
        List<BsonDocument> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            BsonDocument address = new BsonDocument("city", pick(CITIES))
                    .append("geo", new BsonArray(List.of(degrees(180), degrees(90))));
            customers.add(new BsonDocument("_id", id(1, i))
                    .append("name", pick(NAMES))
                    .append("address", address)
                    .append("newsletter", BsonBoolean.valueOf(random.nextBoolean()))
                    .append("since", time(i)));
        }
        return customers;
    }

    List<BsonDocument> products() {
        List<BsonDocument> products = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            products.add(new BsonDocument("_id", new BsonInt32(i))
                    .append("title", new BsonString("Product " + i))
                    .append("price", price())
                    .append("stock", new BsonInt64(random.nextInt(1_000))));
        }
        return products;
    }

    List<BsonDocument> orders() {
        List<BsonDocument> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            BsonArray lines = new BsonArray();
            for (int line = random.nextInt(MAX_LINES); line >= 0; line--) {
                lines.add(new BsonDocument("product", new BsonInt32(random.nextInt(PRODUCTS)))
                        .append("quantity", new BsonInt32(1 + random.nextInt(MAX_LINES)))
                        .append("price", price()));
            }
            orders.add(new BsonDocument("_id", id(2, i))
                    .append("customer", id(1, random.nextInt(CUSTOMERS)))
                    .append("status", pick(STATUSES))
                    .append("placedAt", time(i))
                    .append("lines", lines));
        }
        return orders;
    }

    List<BsonDocument> events() {
        List<BsonDocument> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(new BsonDocument("_id", id(3, i))
                    .append("at", time(i))
                    .append("order", id(2, random.nextInt(ORDERS)))
                    .append("load", new BsonDouble(random.nextInt(10_000) / 100.0)));
        }
        return events;
    }

    private BsonString pick(List<String> texts) {
        return new BsonString(texts.get(random.nextInt(texts.size())));
    }

    private BsonDouble degrees(int limit) {
        return new BsonDouble((random.nextInt(2 * limit * 10_000) - limit * 10_000) / 10_000.0);
    }

    private BsonDecimal128 price() {
        return new BsonDecimal128(Decimal128.parse(random.nextInt(200) + "." + (10 + random.nextInt(90))));
    }

    private static BsonDateTime time(int step) {
        return new BsonDateTime(START_MILLIS + (long) step * HOUR_MILLIS);
    }

    private static BsonObjectId id(int kind, int number) {
        return new BsonObjectId(new ObjectId(String.format("65920080%02x%014x", kind, number)));
    }
}
