package io.snapferry.server.own;

import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.http.ApiErrorCode;
import io.snapferry.server.http.DisplayName;
import io.snapferry.server.http.JsonBody;
import io.snapferry.server.network.EndpointGuard;
import io.snapferry.server.schema.Property;
import io.snapferry.server.schema.Schema;
import io.snapferry.store.HostRefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** The body that describes a store: {@code folder} or {@code s3}. */
final class StoreRequest {
    static final String SSE_S3 = "SSE_S3";
    static final String SSE_KMS = "SSE_KMS";

    private static final Schema.Text WEB_ADDRESS = Schema.text().ofFormat("uri");

    private static final Schema.Fields FOLDER = Schema.object(
            "FolderRequest",
            Property.required("root", Schema.text().notEmpty(), "an absolute path on the server's disk"));

    private static final Schema.Fields ASSUME_ROLE = Schema.object(
            "AssumeRoleRequest",
            Property.required("roleArn", Schema.text().notEmpty()),
            Property.optional("externalId", Schema.text()),
            Property.optional("stsEndpoint", WEB_ADDRESS));

    private static final Schema.Fields ENCRYPTION = Schema.object(
            "EncryptionRequest",
            Property.required("type", Schema.choice(SSE_S3, SSE_KMS)),
            Property.optional("kmsKeyId", Schema.text(), "with SSE_KMS"));

    private static final Schema.Fields S3 = Schema.object(
            "S3Request",
            Property.optional("endpoint", WEB_ADDRESS, "when it is not AWS"),
            Property.optional("region", Schema.text()),
            Property.optional("pathStyle", Schema.flag()),
            Property.optional("accessKeyId", Schema.text()),
            Property.optional("secretAccessKey", Schema.text(), "never shown again"),
            Property.optional("assumeRole", ASSUME_ROLE),
            Property.optional("encryption", ENCRYPTION),
            Property.optional("checksumsOnlyWhenRequired", Schema.flag()));

    static final Schema.Fields BODY = Schema.object(
            "StoreRequest",
            Property.required("name", DisplayName.SCHEMA),
            Property.optional("folder", FOLDER, "either it or s3"),
            Property.optional("s3", S3));

    private StoreRequest() {}

    /** @param guard says which endpoints a client may name */
    static StoreSettings of(JsonBody body, EndpointGuard guard) {
        Optional<JsonBody> folder = body.object("folder", FOLDER);
        Optional<JsonBody> s3 = body.object("s3", S3);
        if (folder.isPresent() && s3.isPresent()) {
            throw body.invalid("s3", "a store is either a folder or S3");
        }
        return folder.<StoreSettings>map(settings -> new StoreSettings.Folder(ServerPath.of(settings, "root")))
                .or(() -> s3.map(settings -> s3(settings, guard)))
                .orElseThrow(() -> ApiErrorCode.MISSING_ATTRIBUTE.with("folder or s3"));
    }

    private static StoreSettings s3(JsonBody s3, EndpointGuard guard) {
        return new StoreSettings.S3(
                uri(s3, "endpoint", guard),
                s3.optionalText("region"),
                s3.flag("pathStyle"),
                credentials(s3, guard),
                encryption(s3),
                s3.flag("checksumsOnlyWhenRequired"));
    }

    private static StoreSettings.Credentials credentials(JsonBody s3, EndpointGuard guard) {
        boolean isStatic = s3.optionalText("accessKeyId").isPresent()
                || s3.optionalText("secretAccessKey").isPresent();
        StoreSettings.Credentials base = isStatic
                ? new StoreSettings.Credentials.Static(s3.text("accessKeyId"), s3.text("secretAccessKey"))
                : new StoreSettings.Credentials.Default();
        return s3.object("assumeRole", ASSUME_ROLE)
                .<StoreSettings.Credentials>map(role -> new StoreSettings.Credentials.AssumeRole(
                        role.text("roleArn"), role.optionalText("externalId"), uri(role, "stsEndpoint", guard), base))
                .orElse(base);
    }

    private static StoreSettings.Encryption encryption(JsonBody s3) {
        Optional<JsonBody> encryption = s3.object("encryption", ENCRYPTION);
        if (encryption.isEmpty()) {
            return new StoreSettings.Encryption.BucketDefault();
        }
        String type = encryption.get().choice("type", List.of(SSE_S3, SSE_KMS));
        Optional<String> keyId = encryption.get().optionalText("kmsKeyId");
        if (type.equals(SSE_KMS)) {
            return new StoreSettings.Encryption.SseKms(keyId);
        }
        if (keyId.isPresent()) {
            throw encryption.get().invalid("kmsKeyId", "only " + SSE_KMS + " has keys");
        }
        return new StoreSettings.Encryption.SseS3();
    }

    private static Optional<URI> uri(JsonBody body, String attribute, EndpointGuard guard) {
        return body.optionalText(attribute).map(text -> {
            try {
                URI uri = new URI(text);
                guard.check(uri);
                return uri;
            } catch (URISyntaxException e) {
                throw body.invalid(attribute, "expected an http or https address without user name");
            } catch (HostRefusedException e) {
                throw body.invalid(attribute, String.valueOf(e.getMessage()));
            }
        });
    }
}
