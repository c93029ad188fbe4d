//go:build unix

package growth

import (
	"syscall"
	"time"
)

// clock is the processor time that this process has used: unlike the time of
// day it stands still while others have the processor.
func clock() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		panic(err) // only a bad argument fails
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
