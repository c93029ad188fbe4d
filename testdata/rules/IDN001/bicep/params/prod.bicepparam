using 'main.bicep'

param keysOff = false // want "disableLocalAuth is false"
