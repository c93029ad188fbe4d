using 'listed.bicep'

param size = 'large'
param tier = 'premium'
param search = 'L1k2J3h4G5' // want error "the value of secure parameter \"search\" is written in a file of values"
param adminUsername = 'contoso-admin'
param generated = 'GEN-PASSWORD' // want warning "is a placeholder"
