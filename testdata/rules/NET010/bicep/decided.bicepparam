using 'decided.bicep'

param range = '10.20.0.0/28' // want error "its range is /28"
