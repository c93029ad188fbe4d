# Everything here needs Go and a module proxy, nothing else.

# Real templates to check against; kept outside the repository.
MOAT_CORPUS ?= ../shared/corpus
# How long each fuzz target runs under `make fuzz`.
FUZZTIME ?= 30s
STATICCHECK = go run honnef.co/go/tools/cmd/staticcheck@v0.8.2

GORELEASER = go run github.com/goreleaser/goreleaser/v2@v2.16.0

# The race detector needs a C compiler; without one its runs are left out.
ifeq ($(shell go env CGO_ENABLED),1)
RACE = -race
endif
# Where goroutines run at the same time, or what they run is handed in. Elsewhere
# the race detector could find nothing, and makes tests ten times as slow.
CONCURRENT = ./analyzer/... ./cmd/... ./rules/...

# Microsoft's SARIF Multitool, from npm; checks are skipped without it.
MULTITOOL = bin/tools/node_modules/@microsoft/sarif-multitool-linux

.PHONY: demo build test lint bench corpus oracle sarif e2e release-snapshot generate fuzz

demo: build ## build, then scan the example embedded in the binary
	@bin/moat demo

build: ## bin/moat
	go build -o bin/moat ./cmd/moat

test: ## every test; those of concurrent code with the race detector too
	go test ./...
	$(if $(RACE),go test -race $(CONCURRENT),@echo "SKIPPED race detector: no C compiler")

lint: ## formatting, go vet, staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	$(STATICCHECK) ./...

bench: ## throughput and allocations
	MOAT_CORPUS=$(if $(wildcard $(MOAT_CORPUS)),$(abspath $(MOAT_CORPUS))) go test -run '^$$' -bench . -benchmem ./...

corpus: ## the checks over real templates
ifeq ($(wildcard $(MOAT_CORPUS)),)
	@echo "SKIPPED corpus: $(MOAT_CORPUS) is absent"
else
	MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) go test -count=1 -v ./internal/moattest/...
	$(if $(RACE),MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) go test -race -count=1 -v ./internal/moattest/scancorpus,@echo "SKIPPED race detector: no C compiler")
endif

oracle: ## Bicep against its compiled forms, counts as in docs/oracle.md; Terraform's functions, expressions and plans against a terraform on the PATH
	$(if $(wildcard $(MOAT_CORPUS)),MOAT_CORPUS=$(abspath $(MOAT_CORPUS))) go test -count=1 -v ./internal/moattest/tforacle
ifeq ($(wildcard $(MOAT_CORPUS)),)
	@echo "SKIPPED oracle: $(MOAT_CORPUS) is absent"
else
	MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) go test -count=1 -v ./internal/moattest/oracle
endif

sarif: ## SARIF output by its schema and by GitHub's rules
	@test -f $(MULTITOOL)/Sarif.Multitool || \
	  { command -v npm >/dev/null && npm install --silent --no-fund --no-audit --prefix bin/tools @microsoft/sarif-multitool@5.7.0; } || \
	  echo "SKIPPED sarif: the SARIF Multitool can't be installed"
	@test ! -f $(MULTITOOL)/Sarif.Multitool || chmod u+x $(MULTITOOL)/Sarif.Multitool
	MOAT_CORPUS=$(if $(wildcard $(MOAT_CORPUS)),$(abspath $(MOAT_CORPUS))) MOAT_SARIF_MULTITOOL=$(abspath $(MULTITOOL)) go test -count=1 -v ./internal/moattest/sarif

e2e: ## the hooks by pre-commit, the workflow by actionlint, the release built twice
	MOAT_E2E=1 go test -count=1 -v -timeout 60m ./internal/moattest/integrations

release-snapshot: ## a release of the last commit in dist, not published
	$(GORELEASER) release --snapshot --clean --skip=publish

generate: ## rewrite generated files; tests fail while they are stale
	go generate ./...

fuzz: ## each fuzz target for FUZZTIME
	@set -e; for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
	    echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package; \
	  done; \
	done
