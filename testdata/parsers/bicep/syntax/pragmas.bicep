#disable-diagnostics no-unused-vars BCP081 // all of it
param a string
#disable-next-line use-recent
resource r 'A.B/c@2024-01-01' = {
  #disable-next-line BCP037
  name: 'x' /* spans
lines */, tags: 1
}
#restore-diagnostics no-unused-vars
@secure()
#disable-next-line BCP1
param b string
