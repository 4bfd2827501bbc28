package io.snapferry.server.config;

import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.catalog.StoreSettings.Credentials;
import io.snapferry.server.catalog.StoreSettings.Encryption;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a store is reached. */
final class StoreReader {
    private static final List<String> KEYS_OF_S3 = List.of(
            "endpoint",
            "region",
            "path-style",
            "access-key-id",
            "secret-access-key",
            "secret-access-key" + ConfigurationKey.FILE_SUFFIX,
            "secret-access-key" + ConfigurationKey.ENVIRONMENT_SUFFIX,
            "role-arn",
            "external-id",
            "sts-endpoint",
            "sse",
            "kms-key-id",
            "checksums");

    private enum Type {
        FOLDER,
        S3
    }

    private enum Sse {
        NONE,
        AES256,
        KMS
    }

    private StoreReader() {}

    static StoreSettings settings(Section section) throws ConfigurationException {
        Type type = section.required("type").oneOf(Map.of("folder", Type.FOLDER, "s3", Type.S3));
        return switch (type) {
            case FOLDER -> folder(section);
            case S3 -> s3(section);
        };
    }

    private static StoreSettings folder(Section section) throws ConfigurationException {
        for (String name : KEYS_OF_S3) {
            if (section.value(name).isPresent()) {
                throw section.refused(name, "only for stores of type s3");
            }
        }
        return new StoreSettings.Folder(section.required("root").path());
    }

    private static StoreSettings s3(Section section) throws ConfigurationException {
        if (section.value("root").isPresent()) {
            throw section.refused("root", "only for stores of type folder");
        }
        return new StoreSettings.S3(
                endpoint(section, "endpoint"),
                section.value("region").map(Value::text),
                section.valueOrDefault("path-style").isTrue(),
                credentials(section),
                encryption(section),
                section.valueOrDefault("checksums").oneOf(Map.of("when-supported", false, "when-required", true)));
    }

    private static Credentials credentials(Section section) throws ConfigurationException {
        Credentials base = keyPair(section);
        Optional<Value> role = section.value("role-arn");
        if (role.isPresent()) {
            return new Credentials.AssumeRole(
                    role.get().text(),
                    section.value("external-id").map(Value::text),
                    endpoint(section, "sts-endpoint"),
                    base);
        }
        for (String name : List.of("external-id", "sts-endpoint")) {
            if (section.value(name).isPresent()) {
                throw section.refused(name, "only together with role-arn");
            }
        }
        return base;
    }

    private static Credentials keyPair(Section section) throws ConfigurationException {
        Optional<Value> id = section.value("access-key-id");
        Optional<Secret> secret = section.secret("secret-access-key");
        if (id.isPresent() && secret.isPresent()) {
            return new Credentials.Static(id.get().text(), secret.get().value());
        }
        if (id.isPresent() || secret.isPresent()) {
            throw section.refused(
                    id.isPresent() ? "secret-access-key" : "access-key-id",
                    "access-key-id and secret-access-key belong together");
        }
        return new Credentials.Default();
    }

    private static Encryption encryption(Section section) throws ConfigurationException {
        Sse sse =
                section.valueOrDefault("sse").oneOf(Map.of("none", Sse.NONE, "AES256", Sse.AES256, "aws:kms", Sse.KMS));
        Optional<Value> keyId = section.value("kms-key-id");
        if (keyId.isPresent() && sse != Sse.KMS) {
            throw section.refused("kms-key-id", "only together with sse: aws:kms");
        }
        return switch (sse) {
            case NONE -> new Encryption.BucketDefault();
            case AES256 -> new Encryption.SseS3();
            case KMS -> new Encryption.SseKms(keyId.map(Value::text));
        };
    }

    private static Optional<URI> endpoint(Section section, String name) throws ConfigurationException {
        Optional<Value> value = section.value(name);
        return value.isPresent() ? Optional.of(value.get().endpoint()) : Optional.empty();
    }
}
