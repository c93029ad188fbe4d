// Each kind of place; the credentials are made up.
param weatherKey string = '<your-weather-key>' // want warning assumed "comes from parameter \"weatherKey\", which isn't secure"
param adminPassword string = 'Winter2026!' // want error "the value of parameter \"adminPassword\" is written in the template"

@secure()
param placeholder string = 'change-me' // want warning "the default of secure parameter \"placeholder\" is a placeholder"

@secure()
param bag object = {
  apiKey: 'r4T8y2U6i0' // want error "the default of secure parameter \"bag\" is written in the template"
  region: 'westeurope'
}

// want error "a private key is written in the template, in variable \"pem\""
var pem = '''-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA7c0ffee
-----END RSA PRIVATE KEY-----'''
var token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjb250b3NvIn0.4pcPyMD09olPSyXnrXCjTwXyr4BsezdI1AVTmud2fU4' // want error "a signed token is written in the template, in variable \"token\""
var unread = 'https://contosofiles.blob.core.windows.net/seed?sv=2024-01-01&sig=Zk3vJ8qLw1XbN5tR7yU2iO9pA4sD6fG0hJ%3D' // want error "the signature of a shared access signature"
var loop = [for i in range(0, 1): 'ghp_k9Qw3eRt7yUi1oPa5sDf2gHj8kLz4xCv6bNm'] // want error "a GitHub token is written in the template"

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = {
  name: 'contoso-agents'
}

resource weather 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'weather'
  properties: { category: 'ApiKey', authType: 'ApiKey', target: 'https://weather.contoso.com', credentials: { key: weatherKey } }
}

resource custom 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'custom'
  properties: {
    category: 'CustomKeys'
    authType: 'CustomKeys'
    target: 'https://weather.contoso.com'
    credentials: {
      keys: {
        'x-api-key': '8a6f2c' // want error "the connection's credential is written in the template"
        pending: '<key>' // want warning "the connection's credential is a placeholder"
      }
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: 'contoso-insights'
}

// A connection string of Application Insights only takes telemetry in.
resource telemetry 'Microsoft.CognitiveServices/accounts/connections@2025-06-01' = {
  parent: account
  name: 'telemetry'
  properties: {
    category: 'AppInsights'
    authType: 'ApiKey'
    target: insights.id
    credentials: { key: insights.properties.ConnectionString } // want warning "the connection stores a key that the template reads from Azure, by ConnectionString"
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'contoso-app'
  location: 'westeurope'
  properties: {
    configuration: {
      secrets: [
        { name: 'search', value: 'q7Rk2Zt9Lw4Xb8Vn1Mc6' } // want error "the value of a secret is written in the template"
        { name: 'vault', keyVaultUrl: 'https://contoso.vault.azure.net/secrets/search', identity: 'system' }
      ]
    }
    template: {
      containers: [
        {
          name: 'app'
          image: 'contoso.azurecr.io/app:1'
          env: [
            { name: 'SEARCH_TOKEN', value: 'M3n8B5v2C7x1Z4l9K6j0' } // want error "the value of setting \"SEARCH_TOKEN\" is written in the template"
            { name: 'SEARCH_KEY', secretRef: 'search' }
            { name: 'TOKEN', value: loop[0] }
          ]
        }
      ]
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  name: 'contoso-site/appsettings'
  properties: {
    SEARCH_API_KEY: 'T5y9U3i7O1p8A4s6D2f0' // want error "the value of setting \"SEARCH_API_KEY\" is written in the template"
    SEARCH_INDEX: 'contoso-documents-2025'
    APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=5d4f0d4b-7f0c-4a5f-b7f4-0a4b1a1d2c3d;IngestionEndpoint=https://westeurope-5.in.applicationinsights.azure.com/' // want warning "the value of setting \"APPLICATIONINSIGHTS_CONNECTION_STRING\" is written in the template"
    PEM: pem
  }
}

resource server 'Microsoft.Sql/servers@2023-08-01' = {
  name: 'contoso-sql'
  location: 'westeurope'
  properties: {
    administratorLogin: 'contoso'
    administratorLoginPassword: 'Summer2026!' // want error "the value of property administratorLoginPassword is written in the template"
  }
}

resource vm 'Microsoft.Compute/virtualMachines@2024-07-01' = {
  name: 'contoso-vm'
  location: 'westeurope'
  properties: { osProfile: { adminUsername: 'contoso', adminPassword: adminPassword, computerName: 'vm' } }
}

output connectionString string = insights.properties.ConnectionString // want warning "output \"connectionString\" gives a connection string away"
output bagged object = { key: placeholder } // want error "output \"bagged\" gives a secret away"
