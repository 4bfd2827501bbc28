# A whole backup with Terraform: a bucket, the role that reaches one, an export job, the schedule with auto export, and all data
# sources that tell of them.
terraform {
  required_providers {
    mongodbatlas = { source = "mongodb/mongodbatlas" }
  }
}

provider "mongodbatlas" {}

variable "project" { type = string }
variable "cluster" { type = string }
variable "role" { type = string }
variable "bucket" { type = string }

resource "mongodbatlas_cloud_provider_access_setup" "role" {
  project_id    = var.project
  provider_name = "AWS"
}

resource "mongodbatlas_cloud_provider_access_authorization" "role" {
  project_id = var.project
  role_id    = mongodbatlas_cloud_provider_access_setup.role.role_id
  aws {
    iam_assumed_role_arn = "arn:aws:iam::123456789012:role/exports"
  }
}

resource "mongodbatlas_cloud_backup_snapshot_export_bucket" "bucket" {
  project_id     = var.project
  iam_role_id    = var.role
  bucket_name    = var.bucket
  cloud_provider = "AWS"
}

data "mongodbatlas_project" "project" {
  project_id = var.project
}

data "mongodbatlas_cluster" "cluster" {
  project_id = var.project
  name       = var.cluster
}

data "mongodbatlas_advanced_cluster" "cluster" {
  project_id = var.project
  name       = var.cluster
}

data "mongodbatlas_cloud_backup_snapshots" "all" {
  project_id     = var.project
  cluster_name   = var.cluster
  page_num       = 1
  items_per_page = 5
}

resource "mongodbatlas_cloud_backup_snapshot_export_job" "job" {
  project_id       = var.project
  cluster_name     = var.cluster
  snapshot_id      = data.mongodbatlas_cloud_backup_snapshots.all.results[0].id
  export_bucket_id = mongodbatlas_cloud_backup_snapshot_export_bucket.bucket.export_bucket_id
  custom_data {
    key   = "exported by"
    value = "terraform"
  }
}

resource "mongodbatlas_cloud_backup_schedule" "schedule" {
  project_id                               = var.project
  cluster_name                             = var.cluster
  reference_hour_of_day                    = 3
  reference_minute_of_hour                 = 45
  restore_window_days                      = 4
  auto_export_enabled                      = true
  use_org_and_group_names_in_export_prefix = true
  export {
    export_bucket_id = mongodbatlas_cloud_backup_snapshot_export_bucket.bucket.export_bucket_id
    frequency_type   = "monthly"
  }
  policy_item_hourly {
    frequency_interval = 6
    retention_unit     = "days"
    retention_value    = 7
  }
  policy_item_daily {
    frequency_interval = 1
    retention_unit     = "days"
    retention_value    = 14
  }
  policy_item_weekly {
    frequency_interval = 4
    retention_unit     = "weeks"
    retention_value    = 4
  }
  policy_item_monthly {
    frequency_interval = 28
    retention_unit     = "months"
    retention_value    = 12
  }
}

data "mongodbatlas_cloud_backup_snapshot_export_buckets" "all" {
  project_id = var.project
  depends_on = [mongodbatlas_cloud_backup_snapshot_export_bucket.bucket]
}

data "mongodbatlas_cloud_backup_snapshot_export_jobs" "all" {
  project_id   = var.project
  cluster_name = var.cluster
  depends_on   = [mongodbatlas_cloud_backup_snapshot_export_job.job]
}

data "mongodbatlas_cloud_backup_schedule" "schedule" {
  project_id   = var.project
  cluster_name = mongodbatlas_cloud_backup_schedule.schedule.cluster_name
}

output "project" { value = data.mongodbatlas_project.project.name }
output "cluster" { value = data.mongodbatlas_cluster.cluster.cluster_type }
output "advanced_cluster" { value = data.mongodbatlas_advanced_cluster.cluster.state_name }
output "snapshots" { value = data.mongodbatlas_cloud_backup_snapshots.all.results[*].id }
output "buckets" { value = data.mongodbatlas_cloud_backup_snapshot_export_buckets.all.results[*].bucket_name }
output "jobs" { value = data.mongodbatlas_cloud_backup_snapshot_export_jobs.all.results[*].export_job_id }
output "job" { value = mongodbatlas_cloud_backup_snapshot_export_job.job.export_job_id }
output "prefix" { value = mongodbatlas_cloud_backup_snapshot_export_job.job.prefix }
output "auto_export" { value = data.mongodbatlas_cloud_backup_schedule.schedule.auto_export_enabled }
output "daily_retention" {
  value = data.mongodbatlas_cloud_backup_schedule.schedule.policy_item_daily[0].retention_value
}
