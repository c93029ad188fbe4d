package azurerm

import "testing"

// BenchmarkMap maps a block of a type with many attributes; the file is read
// once, as in an evaluation.
func BenchmarkMap(b *testing.B) {
	types := NewTypes()
	block := Block{Type: "azurerm_storage_account", Address: "azurerm_storage_account.it"}
	block.Body = object(nil)
	for b.Loop() {
		if _, ok := types.Map(block, testEnv(4)); !ok {
			b.Fatal("not mapped")
		}
	}
}

// BenchmarkRead reads the file of a type anew.
func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if readType("azurerm_storage_account", false) == nil {
			b.Fatal("no file")
		}
	}
}
