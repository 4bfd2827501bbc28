"""
What schemathesis cannot know of this server: which version a request of v2 is for, which things exist, and how to make one
that a deletion may have. Counts the answers of each operation.
"""

import atexit
import itertools
import json
import os
from base64 import b64encode
from collections import Counter, defaultdict

import requests
import schemathesis

FIXTURE = json.loads(os.environ["SNAPFERRY_FIXTURE"])
COUNTS = os.environ["SNAPFERRY_COUNTS"]
SERVER = FIXTURE["server"]
OWN = f"{SERVER}/api/snapferry/v1"
V1 = f"{SERVER}/api/atlas/v1.0"
V2 = f"{SERVER}/api/atlas/v2"
GROUP = f"groups/{FIXTURE['groupId']}"
ORG = f"orgs/{FIXTURE['orgId']}"

numbers = itertools.count(1)
turns = defaultdict(itertools.count)
statuses = defaultdict(Counter)

session = requests.Session()
session.headers["Authorization"] = "Bearer " + FIXTURE["token"]


def made(response, name="id"):
    response.raise_for_status()
    return response.json()[name]


def new_name():
    return f"v{next(numbers)}"


def new_cluster():
    name = new_name()
    made(session.post(f"{OWN}/{GROUP}/clusters", json={"name": name, "clusterType": "REPLICASET"}))
    return {"clusterName": name}


def new_project():
    return {"groupId": made(session.post(f"{OWN}/{ORG}/groups", json={"name": new_name()}))}


def new_store():
    store = made(session.post(
        f"{OWN}/{GROUP}/stores", json={"name": new_name(), "folder": {"root": FIXTURE["buckets"]}}))
    return {"storeId": store, "roleId": store, "cloudProvider": "AWS"}


def new_role():
    role = made(session.post(f"{V1}/{GROUP}/cloudProviderAccess", json={"providerName": "AWS"}), "roleId")
    return {"roleId": role, "cloudProvider": "AWS"}


def new_bucket():
    return {"exportBucketId": made(session.post(
        f"{V1}/{GROUP}/backup/exportBuckets",
        json={"bucketName": "backups", "cloudProvider": "AWS", "iamRoleId": FIXTURE["roleId"]}), "_id")}


def new_snapshot(cluster):
    return {"clusterName": cluster, "snapshotId": made(session.post(
        f"{OWN}/{GROUP}/clusters/{cluster}/backup/snapshots",
        json={"createdAt": "2026-01-02T03:27:08Z", "replicaSets": [{"name": "rs0", "source": FIXTURE["dump"]}]}))}


def new_key():
    key = made(session.post(f"{V1}/{ORG}/apiKeys", json={"desc": "victim", "roles": ["ORG_MEMBER"]}))
    entry = "192.0.2.1"
    session.post(f"{V1}/{ORG}/apiKeys/{key}/accessList", json=[{"ipAddress": entry}]).raise_for_status()
    return {"apiUserId": key, "apiKeyId": key, "ipAddress": entry}


def new_account():
    response = session.post(
        f"{V2}/{ORG}/serviceAccounts",
        headers={"Accept": "application/vnd.atlas.2024-08-05+json"},
        json={"name": "victim", "description": "victim", "roles": ["ORG_MEMBER"], "secretExpiresAfterHours": 8})
    response.raise_for_status()
    account = response.json()
    return {"clientId": account["clientId"], "secretId": account["secrets"][0]["id"]}


def on_the_sharded_cluster():
    return {"clusterName": FIXTURE["shardedClusterName"], "snapshotId": FIXTURE["shardedSnapshotId"]}


# By the operation's id without the API that it is of. What destroys or fills up a thing gets one of its own every time.
OWN_THINGS = {
    "deletecluster": new_cluster,
    "deleteproject": new_project,
    "deletestore": new_store,
    "deauthorizeaccessrole": new_role,
    "authorizeaccessrole": new_role,
    "deleteexportbucket": new_bucket,
    "deletesnapshot": lambda: new_snapshot(FIXTURE["clusterName"]),
    "deleteshardedsnapshot": lambda: new_snapshot(FIXTURE["shardedClusterName"]),
    "deleteapikey": new_key,
    "addtoaccesslist": new_key,
    "removefromaccesslist": new_key,
    "deleteserviceaccount": new_account,
    "createserviceaccountsecret": new_account,
    "deleteserviceaccountsecret": new_account,
    "createexport": lambda: new_snapshot(FIXTURE["clusterName"]),
    "getshardedsnapshot": on_the_sharded_cluster,
}

# Attributes of bodies that name things.
NAMED = {
    "snapshotId": "snapshotId",
    "exportBucketId": "exportBucketId",
    "iamRoleId": "roleId",
    "orgId": "orgId",
    "groupId": "groupId",
    "source": "dump",
    "root": "buckets",
    "bucketName": "bucketName",
}

# What a deletion that was made up may not meet: it could have been read off an earlier answer.
KEPT = {FIXTURE[name] for name in FIXTURE if name not in ("orgId", "groupId")}
MAY_BE_PART_OF_THE_PATH = {"deletebackupschedule"}


def bare(operation_id):
    name = operation_id.lower()
    for api in ("v15", "v1", "v2"):
        if name.startswith(api):
            return name[len(api):]
    return name


def with_real_names(value, things):
    if isinstance(value, list):
        return [with_real_names(inner, things) for inner in value]
    if not isinstance(value, dict):
        return value
    real = {}
    for key, inner in value.items():
        if key in NAMED and isinstance(inner, str):
            real[key] = things[NAMED[key]]
        elif key == "name" and "source" in value:
            real[key] = inner
        elif key == "name" and isinstance(inner, str) and inner:
            real[key] = new_name()
        elif key == "cidrBlock" and isinstance(inner, str):
            real[key] = f"10.{next(numbers) % 250}.0.0/16"
        elif key == "ipAddress" and isinstance(inner, str):
            if "cidrBlock" not in value:
                real[key] = "192.0.2.7"
        else:
            real[key] = with_real_names(inner, things)
    return real


def version_of(case):
    """The version that the body is of, or the newest."""
    if case.media_type and "vnd.atlas" in str(case.media_type):
        return str(case.media_type)
    versions = [
        media_type
        for part in [case.operation.definition.raw.get("responses", {})]
        for response in part.values()
        for media_type in response.get("content", {})
        if "vnd.atlas" in media_type
    ]
    return max(versions) if versions else "application/vnd.atlas.2025-03-12+json"


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = case.operation
    name = bare(operation.definition.raw["operationId"])
    turn = next(turns[operation.label])
    headers = case.headers
    headers["Authorization"] = "Bearer " + FIXTURE["token"]
    if operation.path.startswith("/api/atlas/v2"):
        headers["Accept"] = version_of(case)
    if operation.path.startswith("/api/oauth"):
        client = f"{FIXTURE['otherClientId']}:{FIXTURE['otherSecret'] if turn % 4 else 'wrong'}"
        headers["Authorization"] = "Basic " + b64encode(client.encode()).decode()
    path = case.path_parameters or {}
    is_deletion = operation.method.upper() == "DELETE" and name not in MAY_BE_PART_OF_THE_PATH
    is_safe_as_made = not is_deletion or KEPT.isdisjoint(map(str, path.values()))
    # One request in four stays as it was made
    if turn % 4 == 0 and is_safe_as_made:
        return
    things = dict(FIXTURE)
    if name in OWN_THINGS:
        things.update(OWN_THINGS[name]())
    case.path_parameters = {key: things.get(key, value) for key, value in path.items()}
    if isinstance(case.body, (dict, list)):
        case.body = with_real_names(case.body, things)


@schemathesis.hook
def after_call(context, case, response):
    statuses[case.operation.label][str(response.status_code)] += 1


@atexit.register
def write():
    with open(COUNTS, "w") as file:
        json.dump(statuses, file, indent=1, sort_keys=True)
