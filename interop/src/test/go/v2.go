package main

import (
	"context"
	"fmt"
	"net/http"

	"go.mongodb.org/atlas-sdk/v20240530005/admin"
)

// The client of v2, that today's Atlas CLI and Terraform provider use.
func walkV2(ctx context.Context, at setting, signed *http.Client) {
	atlas, err := admin.NewClient(admin.UseHTTPClient(signed), admin.UseBaseURL(at.url))
	done("client", "atlas-sdk", err)
	backups := atlas.CloudBackupsApi

	cluster, _, err := atlas.ClustersApi.GetCluster(ctx, at.project, at.cluster).Execute()
	done("cluster", cluster, err)

	bucket, _, err := backups.CreateExportBucket(ctx, at.project, &admin.DiskBackupSnapshotExportBucket{
		BucketName: "backups", CloudProvider: "AWS", IamRoleId: &at.role,
	}).Execute()
	done("create bucket", bucket, err)
	bucket, _, err = backups.GetExportBucket(ctx, at.project, bucket.GetId()).Execute()
	done("describe bucket", bucket, err)
	buckets, _, err := backups.ListExportBuckets(ctx, at.project).Execute()
	done("list buckets", buckets.GetResults(), err)

	if at.isLive {
		takeV2(ctx, at, backups)
	}
	snapshot := snapshotV2(ctx, at, backups)
	jobV2(ctx, at, backups, admin.DiskBackupExportJobRequest{
		SnapshotId:     snapshot,
		ExportBucketId: bucket.GetId(),
		CustomData:     &[]admin.BackupLabel{{Key: admin.PtrString("exported by"), Value: admin.PtrString("atlas-sdk")}},
	})
	jobV2(ctx, at, backups, admin.DiskBackupExportJobRequest{
		SnapshotId: snapshot, ExportBucketId: bucket.GetId(), CustomData: &[]admin.BackupLabel{},
	})
	listV2(ctx, at, backups)

	walkScheduleV2(ctx, at, backups, bucket.GetId())

	_, _, err = backups.DeleteExportBucket(ctx, at.project, bucket.GetId()).Execute()
	done("delete bucket", bucket.GetId(), err)
	_, _, err = backups.GetExportBucket(ctx, at.project, bucket.GetId()).Execute()
	refusal, isRefusal := admin.AsError(err)
	if !isRefusal {
		fail("describe a deleted bucket", fmt.Errorf("not a refusal that the client understands: %w", err))
	}
	done("describe a deleted bucket", refusal.GetErrorCode(), nil)
}

func takeV2(ctx context.Context, at setting, backups admin.CloudBackupsApi) {
	requested, _, err := backups.TakeSnapshot(ctx, at.project, at.cluster, &admin.DiskBackupOnDemandSnapshotRequest{
		Description: admin.PtrString("now"), RetentionInDays: admin.PtrInt(1),
	}).Execute()
	done("take snapshot", requested, err)
	await(ctx, "watch snapshot",
		func() (*admin.DiskBackupReplicaSet, error) {
			snapshot, _, err := backups.GetReplicaSetBackup(ctx, at.project, at.cluster, requested.GetId()).Execute()
			return snapshot, err
		},
		func(snapshot *admin.DiskBackupReplicaSet) bool { return isEndOfSnapshot(snapshot.GetStatus()) })
}

// The id of the newest snapshot, read as the client reads one of the cluster's kind.
func snapshotV2(ctx context.Context, at setting, backups admin.CloudBackupsApi) string {
	if at.isSharded {
		snapshots, _, err := backups.ListShardedClusterBackups(ctx, at.project, at.cluster).Execute()
		done("list snapshots", snapshots.GetResults(), err)
		id := snapshots.GetResults()[0].GetId()
		snapshot, _, err := backups.GetShardedClusterBackup(ctx, at.project, at.cluster, id).Execute()
		done("describe snapshot", snapshot, err)
		return id
	}
	snapshots, _, err := backups.ListReplicaSetBackups(ctx, at.project, at.cluster).Execute()
	done("list snapshots", snapshots.GetResults(), err)
	id := snapshots.GetResults()[0].GetId()
	snapshot, _, err := backups.GetReplicaSetBackup(ctx, at.project, at.cluster, id).Execute()
	done("describe snapshot", snapshot, err)
	return id
}

func jobV2(ctx context.Context, at setting, backups admin.CloudBackupsApi, request admin.DiskBackupExportJobRequest) {
	created, _, err := backups.CreateBackupExportJob(ctx, at.project, at.cluster, &request).Execute()
	done("create job", created, err)
	await(ctx, "watch job",
		func() (*admin.DiskBackupExportJob, error) {
			job, _, err := backups.GetBackupExportJob(ctx, at.project, at.cluster, created.GetId()).Execute()
			return job, err
		},
		func(job *admin.DiskBackupExportJob) bool { return isEnd(job.GetState()) })
}

// Turns the pages of one job each.
func listV2(ctx context.Context, at setting, backups admin.CloudBackupsApi) {
	var all []admin.DiskBackupExportJob
	for number := 1; ; number++ {
		page, _, err := backups.ListBackupExportJobs(ctx, at.project, at.cluster).ItemsPerPage(1).PageNum(number).Execute()
		if err != nil {
			fail("list jobs", err)
		}
		all = append(all, page.GetResults()...)
		if len(all) >= page.GetTotalCount() || len(page.GetResults()) == 0 {
			break
		}
	}
	done("list jobs", all, nil)
}

func walkScheduleV2(ctx context.Context, at setting, backups admin.CloudBackupsApi, bucket string) {
	emptied, _, err := backups.DeleteAllBackupSchedules(ctx, at.project, at.cluster).Execute()
	done("delete schedule", emptied, err)
	policy := emptied.GetPolicies()[0].GetId()
	set, _, err := backups.UpdateBackupSchedule(ctx, at.project, at.cluster, &admin.DiskBackupSnapshotSchedule{
		ClusterName:           &at.cluster,
		ReferenceHourOfDay:    admin.PtrInt(3),
		ReferenceMinuteOfHour: admin.PtrInt(45),
		AutoExportEnabled:     admin.PtrBool(true),
		Export: &admin.AutoExportPolicy{
			ExportBucketId: &bucket, FrequencyType: admin.PtrString("monthly"),
		},
		Policies: &[]admin.AdvancedDiskBackupSnapshotSchedulePolicy{{
			Id: &policy,
			PolicyItems: &[]admin.DiskBackupApiPolicyItem{
				{FrequencyType: "daily", FrequencyInterval: 1, RetentionUnit: "days", RetentionValue: 14},
				{FrequencyType: "monthly", FrequencyInterval: 40, RetentionUnit: "months", RetentionValue: 12},
			},
		}},
	}).Execute()
	done("set schedule", set, err)
	read, _, err := backups.GetBackupSchedule(ctx, at.project, at.cluster).Execute()
	done("read schedule", read, err)
	_, _, err = backups.UpdateBackupSchedule(ctx, at.project, at.cluster, &admin.DiskBackupSnapshotSchedule{
		AutoExportEnabled: admin.PtrBool(false),
	}).Execute()
	done("stop auto export", at.cluster, err)
}
