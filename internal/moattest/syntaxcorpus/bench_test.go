package syntaxcorpus

import (
	"runtime"
	"testing"

	"moat/parsers/bicep/syntax"
)

// BenchmarkParse reads every Bicep file of the corpus once per round.
func BenchmarkParse(b *testing.B) {
	files := bicepFiles(b, ".")
	size := 0
	for _, f := range files {
		size += f.Len()
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rounds := 0
	for b.Loop() {
		for _, f := range files {
			syntax.Parse(f)
		}
		rounds++
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(rounds)/float64(size), "allocB/inputB")
}
