package report

// SARIFWithin is SARIF for another limit of compressed bytes.
var SARIFWithin = sarifWithin
