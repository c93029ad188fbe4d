// params: listed.bicepparam
// What the template lists for everybody to read is no secret when it is chosen;
// a default is a credential that stands in the template, even a number.
@secure()
@allowed(['small', 'large'])
param size string

@secure()
param tier 'standard' | 'premium'

@secure()
param pin string = '12345' // want error "the default of secure parameter \"pin\" is written in the template"

@secure()
param phrase string = 'correct horse battery' // want error "the default of secure parameter \"phrase\" is written in the template"

@secure()
@allowed(['first-key', 'second-key'])
param slot string = 'first-key' // want error "the default of secure parameter \"slot\" is written in the template"

@secure()
param reference string = '@Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/search)'

@secure()
param search string

// Marked so that it isn't shown, but it lets nobody in.
@secure()
param adminUsername string

// A public key is there to be given away.
@secure()
param adminKey string = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGCcontosoq8R2k contoso'

@secure()
param generated string
