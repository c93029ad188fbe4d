search_key     = "L1k2J3h4G5" # want error "the value of sensitive variable \"search_key\" is written in a file of values"
admin_password = "Winter2026!" # want error "the value of variable \"admin_password\" is written in a file of values"
vm_admin_user  = "contosoadmin"
