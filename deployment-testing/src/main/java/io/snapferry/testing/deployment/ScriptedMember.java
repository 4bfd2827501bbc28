package io.snapferry.testing.deployment;

import com.mongodb.ConnectionString;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonBinaryWriter;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * A primary of a replica set of one that answers from a script: as much of the wire protocol (OP_MSG, and OP_QUERY for the
 * first hello) and of the commands as a snapshot needs. It keeps every command that it gets, and its operation time moves
 * on with each answer, as on a server that others write to.
 */
public final class ScriptedMember implements Closeable {
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int HEADER_BYTES = 16;
    private static final int BATCH_DOCUMENTS = 2;
    /** Of the cluster time before the first answer. */
    public static final int FIRST_SECOND = 1_700_000_000;

    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<BsonDocument> commands = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicLong cursors = new AtomicLong();
    private final Map<Long, List<RawBsonDocument>> rest = new ConcurrentHashMap<>();
    private final Map<String, List<BsonDocument>> catalog = new ConcurrentHashMap<>();
    private final Map<String, List<RawBsonDocument>> documents = new ConcurrentHashMap<>();
    private volatile Function<BsonDocument, Optional<BsonDocument>> script = command -> Optional.empty();
    private volatile BsonDocument helloExtra = new BsonDocument();

    /** Thrown by a script to close the connection instead of an answer. */
    public static final class HangUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Without a reason. */
        public HangUp() {}
    }

    /** Listens on a free port of the loopback address. */
    public ScriptedMember() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon("scripted-member", this::accept);
    }

    /** How it is reached, as a replica set. */
    public ConnectionString connectionString() {
        return new ConnectionString("mongodb://" + address() + "/?replicaSet=rs0");
    }

    /** Host and port. */
    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** A collection with a UUID that is made of its name, and an index on {@code _id}. */
    public ScriptedMember collection(String database, String name, RawBsonDocument... content) {
        return collection(database, name, new BsonDocument(), content);
    }

    /** As {@link #collection(String, String, RawBsonDocument...)}, with options. */
    public ScriptedMember collection(String database, String name, BsonDocument options, RawBsonDocument... content) {
        entry(database, entry(name, "collection", options).append("info", uuid(name)));
        documents.put(database + "." + name, List.of(content));
        return this;
    }

    /** The {@code info} of a collection with this name. */
    public static BsonDocument uuid(String name) {
        byte[] bytes = new byte[16];
        ByteBuffer.wrap(bytes).putInt(name.hashCode());
        return new BsonDocument("uuid", new BsonBinary(BsonBinarySubType.UUID_STANDARD, bytes));
    }

    /** An entry of the catalog, as {@code listCollections} shows it. */
    public static BsonDocument entry(String name, String type, BsonDocument options) {
        return new BsonDocument("name", new BsonString(name))
                .append("type", new BsonString(type))
                .append("options", options);
    }

    /** Adds an entry to the catalog. */
    public ScriptedMember entry(String database, BsonDocument entry) {
        catalog.computeIfAbsent(database, name -> new CopyOnWriteArrayList<>()).add(entry);
        return this;
    }

    /** Drops a collection. */
    public void drop(String database, String name) {
        List<BsonDocument> entries = catalog.getOrDefault(database, List.of());
        entries.removeIf(entry -> entry.getString("name").getValue().equals(name));
        documents.remove(database + "." + name);
    }

    /** Sets what goes before the member's own answers. */
    public ScriptedMember answering(Function<BsonDocument, Optional<BsonDocument>> answer) {
        this.script = answer;
        return this;
    }

    /** Adds fields to the answer to {@code hello}; null takes one away. */
    public ScriptedMember sayingHelloWith(BsonDocument fields) {
        this.helloExtra = fields;
        return this;
    }

    /** An answer that is an error. */
    public static Optional<BsonDocument> error(int code, String name, String message) {
        return Optional.of(new BsonDocument("ok", new BsonDouble(0))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(name))
                .append("errmsg", new BsonString(message)));
    }

    /** What was asked so far by the given command. */
    public List<BsonDocument> commands(String name) {
        return commands.stream()
                .filter(command -> command.getFirstKey().equals(name))
                .toList();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon("scripted-connection", () -> serve(connection));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            while (true) {
                ByteBuffer header = littleEndian(in.readNBytes(HEADER_BYTES));
                if (header.remaining() < HEADER_BYTES) {
                    throw new EOFException();
                }
                int length = header.getInt();
                int requestId = header.getInt();
                header.getInt();
                int opCode = header.getInt();
                byte[] body = in.readNBytes(length - HEADER_BYTES);
                BsonDocument answer = answer(command(opCode, body));
                connection.getOutputStream().write(message(opCode, requestId, answer));
            }
        } catch (IOException | HangUp e) {
            connections.remove(connection);
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static BsonDocument command(int opCode, byte[] message) {
        ByteBuffer body = littleEndian(message);
        body.getInt(); // flags
        if (opCode == OP_QUERY) {
            while (body.get() != 0) {
                // the name of the collection
            }
            body.getLong(); // skip and limit
        } else {
            body.get(); // the kind of the only section
        }
        int length = body.getInt(body.position());
        return new RawBsonDocument(message, body.position(), length).decode(new BsonDocumentCodec());
    }

    private static byte[] message(int requestOpCode, int requestId, BsonDocument answer) {
        byte[] document = encoded(answer);
        boolean isQuery = requestOpCode == OP_QUERY;
        int prefix = isQuery ? 20 : 5;
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_BYTES + prefix + document.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(out.capacity()).putInt(0).putInt(requestId).putInt(isQuery ? OP_REPLY : OP_MSG);
        if (isQuery) {
            out.putInt(8).putLong(0).putInt(0).putInt(1);
        } else {
            out.putInt(0).put((byte) 0);
        }
        return out.put(document).array();
    }

    private static byte[] encoded(BsonDocument document) {
        try (BasicOutputBuffer buffer = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
            new BsonDocumentCodec()
                    .encode(writer, document, EncoderContext.builder().build());
            return buffer.toByteArray();
        }
    }

    private BsonDocument answer(BsonDocument command) {
        commands.add(command);
        BsonDocument answer = script.apply(command).orElseGet(() -> own(command));
        BsonTimestamp now = new BsonTimestamp(FIRST_SECOND + answers.incrementAndGet(), 1);
        answer.putIfAbsent("ok", new BsonDouble(1));
        answer.append("operationTime", now)
                .append(
                        "$clusterTime",
                        new BsonDocument("clusterTime", now)
                                .append(
                                        "signature",
                                        new BsonDocument("hash", new BsonBinary(new byte[20]))
                                                .append("keyId", new BsonInt64(0))));
        return answer;
    }

    private BsonDocument own(BsonDocument command) {
        String database = command.getString("$db", new BsonString("admin")).getValue();
        return switch (command.getFirstKey()) {
            case "hello", "isMaster", "ismaster" -> hello();
            case "buildInfo" -> new BsonDocument("version", new BsonString("7.0.99"));
            case "ping", "endSessions", "killCursors" -> new BsonDocument();
            case "listDatabases" -> databases();
            case "listCollections" -> cursor(database, "$cmd.listCollections", entries(database, command));
            case "listIndexes" ->
                cursor(
                        database,
                        command.getString("listIndexes").getValue(),
                        List.of(BsonDocument.parse("{v: 2, key: {_id: 1}, name: '_id_'}")));
            case "find" -> find(database, command);
            case "getMore" -> getMore(database, command);
            case "count" ->
                new BsonDocument("n", new BsonInt32(stored(database, command).size()));
            case "aggregate" -> aggregate(database, command);
            default ->
                error(59, "CommandNotFound", "no such command: " + command.getFirstKey())
                        .orElseThrow();
        };
    }

    private BsonDocument hello() {
        BsonDocument hello = BsonDocument.parse(
                "{helloOk: true, isWritablePrimary: true, ismaster: true, secondary: false, setName: 'rs0', setVersion: 1,"
                        + " maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000,"
                        + " logicalSessionTimeoutMinutes: 30, minWireVersion: 0, maxWireVersion: 21, readOnly: false}");
        hello.append("hosts", new BsonArray(List.of(new BsonString(address()))))
                .append("me", new BsonString(address()))
                .append("primary", new BsonString(address()))
                .putAll(helloExtra);
        hello.values().removeIf(BsonValue::isNull);
        return hello;
    }

    private BsonDocument databases() {
        BsonArray names = new BsonArray();
        List.of("admin", "config", "local").forEach(name -> names.add(database(name)));
        catalog.keySet().forEach(name -> names.add(database(name)));
        return new BsonDocument("databases", names);
    }

    private static BsonDocument database(String name) {
        return new BsonDocument("name", new BsonString(name))
                .append("sizeOnDisk", new BsonInt64(4096))
                .append("empty", BsonBoolean.FALSE);
    }

    private List<BsonDocument> entries(String database, BsonDocument command) {
        BsonDocument filter = command.getDocument("filter", new BsonDocument());
        return catalog.getOrDefault(database, List.of()).stream()
                .filter(entry ->
                        !filter.containsKey("name") || filter.get("name").equals(entry.get("name")))
                .toList();
    }

    private static BsonDocument cursor(String database, String name, List<BsonDocument> batch) {
        return new BsonDocument(
                "cursor",
                new BsonDocument("id", new BsonInt64(0))
                        .append("ns", new BsonString(database + "." + name))
                        .append("firstBatch", new BsonArray(new ArrayList<>(batch))));
    }

    private BsonDocument find(String database, BsonDocument command) {
        String namespace = database + "." + command.getString("find").getValue();
        long id = cursors.incrementAndGet();
        rest.put(id, selected(stored(database, command), command));
        BsonDocument answer = nextBatch(id, namespace, "firstBatch");
        BsonDocument readConcern = command.getDocument("readConcern", new BsonDocument());
        if (readConcern.containsKey("atClusterTime")) {
            answer.getDocument("cursor").append("atClusterTime", readConcern.get("atClusterTime"));
        }
        return answer;
    }

    private List<RawBsonDocument> stored(String database, BsonDocument command) {
        String name = command.getString(command.getFirstKey()).getValue();
        return documents.getOrDefault(database + "." + name, List.of());
    }

    /** All in natural order, or between two bounds in the order of the index that is hinted at. */
    private static List<RawBsonDocument> selected(List<RawBsonDocument> stored, BsonDocument command) {
        if (!command.containsKey("hint")) {
            return stored;
        }
        return stored.stream()
                .sorted(IdOrder.INSTANCE)
                .filter(document -> !command.containsKey("min")
                        || IdOrder.INSTANCE.compare(document, command.getDocument("min")) >= 0)
                .filter(document -> !command.containsKey("max")
                        || IdOrder.INSTANCE.compare(document, command.getDocument("max")) < 0)
                .toList();
    }

    /** Draws all documents as a sample, each twice, or counts them. */
    private BsonDocument aggregate(String database, BsonDocument command) {
        String name = command.getString("aggregate").getValue();
        List<RawBsonDocument> stored = stored(database, command);
        if (!command.getArray("pipeline").get(0).asDocument().containsKey("$sample")) {
            return cursor(database, name, List.of(new BsonDocument("n", new BsonInt32(stored.size()))));
        }
        List<BsonDocument> sample = new ArrayList<>();
        selected(stored, new BsonDocument("hint", new BsonInt32(1))).forEach(document -> {
            sample.add(new BsonDocument("_id", document.get("_id")));
            sample.add(new BsonDocument("_id", document.get("_id")));
        });
        return cursor(database, name, sample);
    }

    private BsonDocument getMore(String database, BsonDocument command) {
        return nextBatch(
                command.getInt64("getMore").getValue(),
                database + "." + command.getString("collection").getValue(),
                "nextBatch");
    }

    private BsonDocument nextBatch(long id, String namespace, String field) {
        List<RawBsonDocument> left = rest.getOrDefault(id, List.of());
        int count = Math.min(BATCH_DOCUMENTS, left.size());
        rest.put(id, left.subList(count, left.size()));
        return new BsonDocument(
                "cursor",
                new BsonDocument("id", new BsonInt64(count < left.size() ? id : 0))
                        .append("ns", new BsonString(namespace))
                        .append(field, new BsonArray(new ArrayList<>(left.subList(0, count)))));
    }

    /** Closes all connections, so that whoever waits for an answer gets none. */
    public void hangUp() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        hangUp();
    }
}
