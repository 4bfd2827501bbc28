// Reads what mongodb-atlas-api-client knows of: projects, clusters, snapshots, access roles. Each answer is printed as one line
// {"step": ..., "answer": ...}; the client returns the body of an error like that of any other answer.
const createClient = require("mongodb-atlas-api-client");

const {WALK_URL, WALK_PUBLIC_KEY, WALK_PRIVATE_KEY, WALK_PROJECT, WALK_CLUSTER} = process.env;

const atlas = createClient({
  publicKey: WALK_PUBLIC_KEY,
  privateKey: WALK_PRIVATE_KEY,
  baseUrl: `${WALK_URL}/api/atlas/v1.0`,
  projectId: WALK_PROJECT,
});

const steps = {
  "project": () => atlas.project.getById(WALK_PROJECT),
  "list projects": () => atlas.project.getAll(),
  "list organizations": () => atlas.organization.getAll(),
  "cluster": () => atlas.cluster.get(WALK_CLUSTER),
  "list clusters": () => atlas.cluster.getAll({itemsPerPage: 1}),
  "list snapshots": () => atlas.cloudBackup.getAllReplicaSetCloudBackups(WALK_CLUSTER),
  "enveloped snapshots": () => atlas.cloudBackup.getAllReplicaSetCloudBackups(WALK_CLUSTER, {envelope: true}),
  "describe snapshot": async () => {
    const {results} = await atlas.cloudBackup.getAllReplicaSetCloudBackups(WALK_CLUSTER);
    return atlas.cloudBackup.getReplicaSetCloudBackup(WALK_CLUSTER, results[0].id);
  },
  "create role": () => atlas.cloudProviderAccess.create({providerName: "AWS"}),
  "list roles": () => atlas.cloudProviderAccess.getAll(),
  "authorize role": async () => {
    const {awsIamRoles} = await atlas.cloudProviderAccess.getAll();
    const {roleId} = awsIamRoles.find((role) => role.authorizedDate === null);
    const iamAssumedRoleArn = "arn:aws:iam::123456789012:role/exports";
    const role = await atlas.cloudProviderAccess.update(roleId, {providerName: "AWS", iamAssumedRoleArn});
    await atlas.cloudProviderAccess.delete("AWS", roleId);
    return role;
  },
  "roles after delete": () => atlas.cloudProviderAccess.getAll(),
  "unknown cluster": () => atlas.cluster.get("no-such-cluster"),
  "unsupported restore": () => atlas.cloudBackup.createSnapshotRestoreJob(WALK_CLUSTER, {deliveryType: "download"}),
};

(async () => {
  for (const [step, ask] of Object.entries(steps)) {
    console.log(JSON.stringify({step, answer: await ask()}));
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
