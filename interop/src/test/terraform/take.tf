# Takes a snapshot of a running cluster and exports it.
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

resource "mongodbatlas_cloud_backup_snapshot" "now" {
  project_id        = var.project
  cluster_name      = var.cluster
  description       = "now"
  retention_in_days = 1
}

resource "mongodbatlas_cloud_backup_snapshot_export_bucket" "bucket" {
  project_id     = var.project
  iam_role_id    = var.role
  bucket_name    = var.bucket
  cloud_provider = "AWS"
}

resource "mongodbatlas_cloud_backup_snapshot_export_job" "job" {
  project_id       = var.project
  cluster_name     = var.cluster
  snapshot_id      = mongodbatlas_cloud_backup_snapshot.now.snapshot_id
  export_bucket_id = mongodbatlas_cloud_backup_snapshot_export_bucket.bucket.export_bucket_id
  custom_data {
    key   = "exported by"
    value = "terraform"
  }
}

data "mongodbatlas_cloud_backup_snapshot" "now" {
  project_id   = var.project
  cluster_name = var.cluster
  snapshot_id  = mongodbatlas_cloud_backup_snapshot.now.snapshot_id
}

output "status" { value = mongodbatlas_cloud_backup_snapshot.now.status }
output "type" { value = mongodbatlas_cloud_backup_snapshot.now.snapshot_type }
output "read" { value = data.mongodbatlas_cloud_backup_snapshot.now.status }
output "prefix" { value = mongodbatlas_cloud_backup_snapshot_export_job.job.prefix }
