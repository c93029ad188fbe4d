using 'main.bicep'

param searchKey = 'L1k2J3h4G5' // want error "the value of secure parameter \"searchKey\" is written in a file of values"
