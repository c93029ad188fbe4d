var emoji = '💪'
var pair = '\u{D83D}\u{DCAA}'
var lines = '''
a
b'''
var quotes = '''''x'''''
var key = { 'ü': emoji }
var bad = missing
