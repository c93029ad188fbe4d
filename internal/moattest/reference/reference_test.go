package reference

import "testing"

