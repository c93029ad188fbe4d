# What a called module gives out reaches its caller alone.
module "store" {
  source = "./store"
}

output "again" { # want error "output \"again\" gives a key away, and outputs stay in Terraform's plans and state"
  value = module.store.key
}

output "place" {
  value = module.store.id
}
