using none
using 'other.bicep'
extends '../../outside.bicepparam'
param a = missing
param b = resourceGrup()
param c
param a = 2
resource x 'y' = {}
param d = resourceGroup().location
param e = a
