//go:build !unix

package growth

import "time"

// clock is the time of day; where processor time can't be asked for simply, the
// fastest of many runs has to do.
func clock() time.Duration { return time.Duration(time.Now().UnixNano()) }
