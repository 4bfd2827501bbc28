"""Reads what atlasapi knows of: projects, organizations, clusters, snapshots; takes a snapshot. Each answer is printed as one line
{"step": ..., "answer": ...}; an exception of the client ends the walk with 1."""

import json
import os
import time

# atlasapi reads its server from the environment when it is imported.
os.environ["BASE_URL"] = os.environ["WALK_URL"]

from atlasapi.atlas import Atlas
from atlasapi.cloud_backup import CloudBackupSnapshot, SnapshotStatus

CLUSTER = os.environ["WALK_CLUSTER"]
LIVE_CLUSTER = os.environ["WALK_LIVE_CLUSTER"]
PATIENCE_SECONDS = 60


def done(step, answer):
    print(json.dumps({"step": step, "answer": answer}), flush=True)


def facts(snapshot):
    return {
        "id": snapshot.id,
        "type": snapshot.type.name,
        "status": snapshot.status.name,
        "snapshotType": snapshot.snapshot_type.name,
        "createdAt": snapshot.created_at and snapshot.created_at.isoformat(),
        "replicaSetName": snapshot.replica_set_name,
    }


atlas = Atlas(os.environ["WALK_PUBLIC_KEY"], os.environ["WALK_PRIVATE_KEY"], os.environ["WALK_PROJECT"])

done("projects", [project.name for project in atlas.Projects.projects])
done("project", atlas.Projects.project_by_id(os.environ["WALK_PROJECT"]).name)
done("organizations", [organization.name for organization in atlas.Organizations.organizations])
done("list clusters", [cluster["name"] for cluster in atlas.Clusters.get_all_clusters(iterable=True)])
done("is existing cluster", [atlas.Clusters.is_existing_cluster(name) for name in (CLUSTER, "no-such-cluster")])
done("cluster", atlas.Clusters.get_single_cluster(CLUSTER)["stateName"])
done("cluster as object", atlas.Clusters.get_single_cluster_as_obj(CLUSTER).state_name.name)
snapshots = list(atlas.CloudBackups.get_backup_snapshots_for_cluster(CLUSTER))
done("list snapshots", [facts(snapshot) for snapshot in snapshots])
done("describe snapshot", facts(list(atlas.CloudBackups.get_backup_snapshot_for_cluster(CLUSTER, snapshots[0].id))[0]))
done("is existing snapshot", [atlas.CloudBackups.is_existing_snapshot(CLUSTER, id) for id in (snapshots[0].id, "0" * 24)])

# As an object the client would give the whole answer for the id
requested = CloudBackupSnapshot.from_dict(
    atlas.CloudBackups.create_snapshot_for_cluster(LIVE_CLUSTER, retention_days=1, description="now", as_obj=False)
)
done("take snapshot", facts(requested))
deadline = time.monotonic() + PATIENCE_SECONDS
taken = requested
while taken.status in (SnapshotStatus.QUEUED, SnapshotStatus.INPROGRESS):
    if time.monotonic() > deadline:
        raise TimeoutError(f"still {taken.status.name}")
    time.sleep(0.2)
    taken = list(atlas.CloudBackups.get_backup_snapshot_for_cluster(LIVE_CLUSTER, requested.id))[0]
done("watch snapshot", facts(taken))
