# The account in one module, its endpoint in another, with outputs between them.
module "foundry" {
  source = "./foundry"

  names = ["contoso-agents", "contoso-forgotten"]
}

module "network" {
  source = "./network"

  targets = {
    agents = module.foundry.ids["contoso-agents"]
  }
}
