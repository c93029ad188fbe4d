variable "suffix" {
  description = "Ends the names of all resources, so that the deployment can stand several times."
  type        = string
  default     = "prod01"
}

variable "location" {
  description = "The region of everything but the thread store's second copy."
  type        = string
  default     = "swedencentral"
}

variable "second_location" {
  description = "The second region of the thread store."
  type        = string
  default     = "norwayeast"
}

variable "developers_group_id" {
  description = "Object id of the Entra group whose members build agents."
  type        = string
  default     = "6b1c1c1e-9d0e-4f5e-8f4b-3f1d2c7a5e90"
}

variable "operators_email" {
  description = "Who is told of alerts."
  type        = string
  default     = "agent-operations@contoso.com"
}
