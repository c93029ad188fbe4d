using none
param p = null