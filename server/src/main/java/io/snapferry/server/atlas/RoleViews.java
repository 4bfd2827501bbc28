package io.snapferry.server.atlas;

import io.snapferry.server.catalog.AccessRole;
import io.snapferry.server.catalog.AccessRoles;
import io.snapferry.server.catalog.Destinations;
import io.snapferry.server.catalog.ExportBucket;
import io.snapferry.server.catalog.Id;
import io.snapferry.server.catalog.Page;
import io.snapferry.server.catalog.Project;
import io.snapferry.server.catalog.StoreAccess;
import io.snapferry.server.catalog.StoreSettings;
import io.snapferry.server.http.ApiErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows as roles what a bucket's {@code iamRoleId} can name: the roles that clients asked for, and every store access that was
 * registered with our own API, so that a client finds it where it looks. Thread-safe.
 */
final class RoleViews {
    /** Stands for the account that the server's own credentials belong to, which it does not know. */
    private static final String ACCOUNT_ARN = "arn:aws:iam::000000000000:root";

    /** Followed by the name of a store access that takes no role of AWS. */
    private static final String STORE_ARN = "arn:snapferry:store:::";

    private final AccessRoles roles;
    private final Destinations destinations;

    RoleViews(AccessRoles roles, Destinations destinations) {
        this.roles = roles;
        this.destinations = destinations;
    }

    /** Oldest first. */
    List<AccessRoleAnswer> all(Project project) {
        List<ExportBucket> buckets = buckets(project);
        var accesses = destinations.storeAccesses(project.id()).stream()
                .collect(Collectors.toMap(StoreAccess::id, Function.identity()));
        List<AccessRoleAnswer> answers = new ArrayList<>();
        for (AccessRole role : roles.list(project.id())) {
            answers.add(asked(role, Optional.ofNullable(accesses.remove(role.id())), buckets));
        }
        accesses.values().forEach(access -> answers.add(registered(access, buckets)));
        answers.sort(Comparator.comparing(AccessRoleAnswer::createdDate)
                .thenComparing(answer -> answer.roleId().hex()));
        return answers;
    }

    /** @throws io.snapferry.server.http.ApiException when the project has no such role */
    AccessRoleAnswer one(Project project, Id<StoreAccess> id) {
        List<ExportBucket> buckets = buckets(project);
        Optional<StoreAccess> access = destinations.storeAccess(project.id(), id);
        return roles.find(project.id(), id)
                .map(role -> asked(role, access, buckets))
                .or(() -> access.map(store -> registered(store, buckets)))
                .orElseThrow(() -> ApiErrorCode.CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND.with(id, project.id()));
    }

    private List<ExportBucket> buckets(Project project) {
        return Page.all(page -> destinations.buckets(project.id(), page));
    }

    private static AccessRoleAnswer asked(AccessRole role, Optional<StoreAccess> access, List<ExportBucket> buckets) {
        return answer(
                role.id(),
                Optional.of(role.externalId().toString()),
                role.createdAt(),
                access.map(StoreAccess::createdAt),
                access.map(RoleViews::arn),
                buckets);
    }

    private static AccessRoleAnswer registered(StoreAccess access, List<ExportBucket> buckets) {
        return answer(
                access.id(),
                Optional.of(externalId(access)),
                access.createdAt(),
                Optional.of(access.createdAt()),
                Optional.of(arn(access)),
                buckets);
    }

    private static AccessRoleAnswer answer(
            Id<StoreAccess> id,
            Optional<String> externalId,
            Instant createdAt,
            Optional<Instant> authorizedAt,
            Optional<String> arn,
            List<ExportBucket> buckets) {
        List<AccessRoleAnswer.FeatureUsage> usages = buckets.stream()
                .filter(bucket -> bucket.storeAccess().equals(id))
                .map(AccessRoleAnswer.FeatureUsage::of)
                .toList();
        return new AccessRoleAnswer(
                ACCOUNT_ARN, externalId, authorizedAt, createdAt, usages, arn, AccessRoleAnswer.PROVIDER, id);
    }

    /** A store that asks for none still shows one, derived from its id: clients expect the text of a UUID. */
    private static String externalId(StoreAccess access) {
        return assumed(access)
                .flatMap(StoreSettings.Credentials.AssumeRole::externalId)
                .orElseGet(() -> UUID.nameUUIDFromBytes(access.id().hex().getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    private static String arn(StoreAccess access) {
        return assumed(access)
                .map(StoreSettings.Credentials.AssumeRole::roleArn)
                .orElseGet(() -> STORE_ARN + access.name());
    }

    private static Optional<StoreSettings.Credentials.AssumeRole> assumed(StoreAccess access) {
        return access.settings() instanceof StoreSettings.S3 s3
                        && s3.credentials() instanceof StoreSettings.Credentials.AssumeRole role
                ? Optional.of(role)
                : Optional.empty();
    }
}
