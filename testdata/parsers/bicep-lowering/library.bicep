@export()
type name = string
@export()
func twice(s string) string => '${s}${s}'
