package main

import (
	"context"

	"go.mongodb.org/atlas/mongodbatlas"
)

// The client of v1.0, that Atlas CLI to 1.6 and the Terraform provider to 1.17 use too.
func walkV1(ctx context.Context, at setting) {
	atlas, err := mongodbatlas.New(digestClient(at), mongodbatlas.SetBaseURL(at.url))
	done("client", "mongodbatlas "+mongodbatlas.Version, err)

	cluster, _, err := atlas.Clusters.Get(ctx, at.project, at.cluster)
	done("cluster", cluster, err)

	bucket, _, err := atlas.CloudProviderSnapshotExportBuckets.Create(ctx, at.project,
		&mongodbatlas.CloudProviderSnapshotExportBucket{
			BucketName: "backups", CloudProvider: "AWS", IAMRoleID: at.role,
		})
	done("create bucket", bucket, err)
	bucket, _, err = atlas.CloudProviderSnapshotExportBuckets.Get(ctx, at.project, bucket.ID)
	done("describe bucket", bucket, err)
	buckets, _, err := atlas.CloudProviderSnapshotExportBuckets.List(ctx, at.project, nil)
	done("list buckets", buckets.Results, err)

	path := &mongodbatlas.SnapshotReqPathParameters{GroupID: at.project, ClusterName: at.cluster}
	if at.isLive {
		takeV1(ctx, path, atlas.CloudProviderSnapshots)
	}
	snapshots, _, err := atlas.CloudProviderSnapshots.GetAllCloudProviderSnapshots(ctx, path, nil)
	done("list snapshots", snapshots.Results, err)
	path.SnapshotID = snapshots.Results[0].ID
	snapshot, _, err := atlas.CloudProviderSnapshots.GetOneCloudProviderSnapshot(ctx, path)
	done("describe snapshot", snapshot, err)

	jobs := atlas.CloudProviderSnapshotExportJobs
	jobV1(ctx, at, jobs, &mongodbatlas.CloudProviderSnapshotExportJob{
		SnapshotID:     snapshot.ID,
		ExportBucketID: bucket.ID,
		CustomData: []*mongodbatlas.CloudProviderSnapshotExportJobCustomData{
			{Key: "exported by", Value: "mongodbatlas"},
		},
	})
	jobV1(ctx, at, jobs, &mongodbatlas.CloudProviderSnapshotExportJob{
		SnapshotID: snapshot.ID, ExportBucketID: bucket.ID,
	})
	listV1(ctx, at, jobs)

	walkScheduleV1(ctx, at, atlas.CloudProviderSnapshotBackupPolicies, bucket.ID)

	_, err = atlas.CloudProviderSnapshotExportBuckets.Delete(ctx, at.project, bucket.ID)
	done("delete bucket", bucket.ID, err)
	_, gone, err := atlas.CloudProviderSnapshotExportBuckets.Get(ctx, at.project, bucket.ID)
	if err == nil || gone == nil {
		fail("describe a deleted bucket", err)
	}
	refusal, isRefusal := err.(*mongodbatlas.ErrorResponse)
	if !isRefusal {
		fail("describe a deleted bucket", err)
	}
	done("describe a deleted bucket", refusal.ErrorCode, nil)
}

func takeV1(ctx context.Context, path *mongodbatlas.SnapshotReqPathParameters,
	snapshots mongodbatlas.CloudProviderSnapshotsService) {
	requested, _, err := snapshots.Create(ctx, path, &mongodbatlas.CloudProviderSnapshot{
		Description: "now", RetentionInDays: 1,
	})
	done("take snapshot", requested, err)
	one := &mongodbatlas.SnapshotReqPathParameters{
		GroupID: path.GroupID, ClusterName: path.ClusterName, SnapshotID: requested.ID,
	}
	await(ctx, "watch snapshot",
		func() (*mongodbatlas.CloudProviderSnapshot, error) {
			snapshot, _, err := snapshots.GetOneCloudProviderSnapshot(ctx, one)
			return snapshot, err
		},
		func(snapshot *mongodbatlas.CloudProviderSnapshot) bool { return isEndOfSnapshot(snapshot.Status) })
}

func jobV1(ctx context.Context, at setting, jobs mongodbatlas.CloudProviderSnapshotExportJobsService,
	request *mongodbatlas.CloudProviderSnapshotExportJob) {
	created, _, err := jobs.Create(ctx, at.project, at.cluster, request)
	done("create job", created, err)
	await(ctx, "watch job",
		func() (*mongodbatlas.CloudProviderSnapshotExportJob, error) {
			job, _, err := jobs.Get(ctx, at.project, at.cluster, created.ID)
			return job, err
		},
		func(job *mongodbatlas.CloudProviderSnapshotExportJob) bool { return isEnd(job.State) })
}

// Turns the pages of one job each, as far as the answers link to a next one.
func listV1(ctx context.Context, at setting, jobs mongodbatlas.CloudProviderSnapshotExportJobsService) {
	options := &mongodbatlas.ListOptions{PageNum: 1, ItemsPerPage: 1}
	var all []*mongodbatlas.CloudProviderSnapshotExportJob
	for {
		page, response, err := jobs.List(ctx, at.project, at.cluster, options)
		if err != nil {
			fail("list jobs", err)
		}
		all = append(all, page.Results...)
		if response.IsLastPage() {
			break
		}
		current, err := response.CurrentPage()
		if err != nil {
			fail("list jobs", err)
		}
		options.PageNum = current + 1
	}
	done("list jobs", all, nil)
}

func walkScheduleV1(ctx context.Context, at setting, schedules mongodbatlas.CloudProviderSnapshotBackupPoliciesService,
	bucket string) {
	emptied, _, err := schedules.Delete(ctx, at.project, at.cluster)
	done("delete schedule", emptied, err)
	set, _, err := schedules.Update(ctx, at.project, at.cluster, &mongodbatlas.CloudProviderSnapshotBackupPolicy{
		ClusterName:           at.cluster,
		ReferenceHourOfDay:    ptr(int64(3)),
		ReferenceMinuteOfHour: ptr(int64(45)),
		AutoExportEnabled:     ptr(true),
		Export:                &mongodbatlas.Export{ExportBucketID: bucket, FrequencyType: "monthly"},
		Policies: []mongodbatlas.Policy{{
			ID: emptied.Policies[0].ID,
			PolicyItems: []mongodbatlas.PolicyItem{
				{FrequencyType: "daily", FrequencyInterval: 1, RetentionUnit: "days", RetentionValue: 14},
				{FrequencyType: "monthly", FrequencyInterval: 40, RetentionUnit: "months", RetentionValue: 12},
			},
		}},
	})
	done("set schedule", set, err)
	read, _, err := schedules.Get(ctx, at.project, at.cluster)
	done("read schedule", read, err)
	_, _, err = schedules.Update(ctx, at.project, at.cluster, &mongodbatlas.CloudProviderSnapshotBackupPolicy{
		AutoExportEnabled: ptr(false),
	})
	done("stop auto export", at.cluster, err)
}

func ptr[T any](value T) *T {
	return &value
}
