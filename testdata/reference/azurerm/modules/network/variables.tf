variable "suffix" {
  type = string
}

variable "location" {
  type = string
}

variable "resource_group_name" {
  type = string
}

variable "address_prefix" {
  type    = string
  default = "10.20.0.0/20"
}

variable "agent_subnet_prefix" {
  type    = string
  default = "10.20.0.0/24"
}

variable "endpoint_subnet_prefix" {
  type    = string
  default = "10.20.1.0/24"
}
