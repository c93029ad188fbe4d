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
CONCURRENT = ./analyzer/... ./cmd/... ./lsp/... ./rules/...

# Microsoft's SARIF Multitool, from npm; checks are skipped without it.
MULTITOOL = bin/tools/node_modules/@microsoft/sarif-multitool-linux

.PHONY: demo build test lint bench corpus oracle sarif mutation e2e release-snapshot generate fuzz lsp lsp-bench lsp-equality vsix e2e-editor

demo: build ## build, then scan the example embedded in the binary
	@bin/moat demo

build: ## bin/moat
	go build -o bin/moat ./cmd/moat

test: ## every test; those of concurrent code with the race detector too
	go test ./...
	$(if $(RACE),go test -race -short $(CONCURRENT),@echo "SKIPPED race detector: no C compiler")

lint: ## formatting, go vet, staticcheck
	@unformatted=$$(gofmt -l $$(git ls-files -co --exclude-standard '*.go')); \
	if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	go vet ./...
	$(STATICCHECK) ./...

bench: ## throughput and allocations
	MOAT_CORPUS=$(if $(wildcard $(MOAT_CORPUS)),$(abspath $(MOAT_CORPUS))) go test -run '^$$' -bench . -benchmem ./...

# The checks that need the corpus; those with a target of their own are left out.
CORPUS_CHECKS = $(addprefix ./internal/moattest/,armcorpus azurerm bindcorpus evalcorpus handgraphs jsoncorpus lspcorpus scancorpus snapshots syntaxcorpus tfcorpus)

corpus: ## the checks over real templates
ifeq ($(wildcard $(MOAT_CORPUS)),)
	@echo "SKIPPED corpus: $(MOAT_CORPUS) is absent"
else
	MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) go test -count=1 -v $(CORPUS_CHECKS)
	$(if $(RACE),MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) go test -race -count=1 -v ./internal/moattest/scancorpus,@echo "SKIPPED race detector: no C compiler")
endif

oracle: ## Bicep against its compiled forms, counts as in docs/oracle.md; Terraform's functions, expressions and plans against a terraform on the PATH
	$(if $(wildcard $(MOAT_CORPUS)),MOAT_CORPUS=$(abspath $(MOAT_CORPUS))) MOAT_TERRAFORM=1 go test -count=1 -v ./internal/moattest/tforacle
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

# MUTATION is one in how many mutants is made; ONLY picks those with a text in
# their name.
MUTATION = $(if $(FULL),1,4)

mutation: ## break the reference deployment in one place at a time; every place with FULL=1
	MOAT_MUTATION=$(MUTATION) MOAT_MUTATION_ONLY='$(ONLY)' go test -count=1 -v -run TestMutation ./internal/moattest/mutation

# The language server's clients: Microsoft's protocol library, from npm, and
# Neovim. Each is skipped where it can't be had.
LSPCLIENT = internal/moattest/lspclient
lsp: build ## the language server with real clients
	@test -d $(LSPCLIENT)/node_modules || \
	  { command -v npm >/dev/null && npm install --silent --no-fund --no-audit --no-package-lock --prefix $(LSPCLIENT); } || \
	  echo "SKIPPED conformance: the protocol's client library can't be installed"
	@test ! -d $(LSPCLIENT)/node_modules || (cd $(LSPCLIENT) && MOAT=$(abspath bin/moat) node --test)
	@if command -v nvim >/dev/null; then \
	  MOAT=$(abspath bin/moat) ACCOUNT=$(abspath $(LSPCLIENT)/account.bicep) nvim --headless --clean -S $(LSPCLIENT)/neovim/check.lua; \
	else echo "SKIPPED Neovim: it isn't installed"; fi

lsp-bench: ## latency and memory of the language server under load
	MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) MOAT_LSP_LOAD=20000 go test -count=1 -timeout 30m -v -run TestLoad ./internal/moattest/lspcorpus

lsp-equality: ## 1,000 random sequences of changes against cold scans; every keystroke of ten files
	MOAT_CORPUS=$(abspath $(MOAT_CORPUS)) MOAT_SEQUENCES=1000 MOAT_TYPING=1 go test -count=1 -timeout 60m -v -run 'TestEqualsColdScan|TestTyping' ./internal/moattest/lspcorpus

VSCODE = editors/vscode
vsix: ## the VS Code extension with the server inside: editors/vscode/moat.vsix
	go build -trimpath -ldflags '-s -w' -o $(VSCODE)/server/moat ./cmd/moat
	cp LICENSE $(VSCODE)/LICENSE
	cd $(VSCODE) && npm install --silent --no-fund --no-audit --no-package-lock && npm rebuild --silent esbuild && npm run --silent package

# code-server and playwright-core, which installing takes minutes; see
# docs/editors.md.
CODE_SERVER ?= bin/tools/code-server/node_modules
e2e-editor: vsix ## the packaged extension in real VS Code; screenshots in bin/e2e
	@if [ -d $(CODE_SERVER)/code-server ]; then node $(VSCODE)/e2e/run.js $(CODE_SERVER) $(VSCODE)/moat.vsix bin/e2e; \
	else echo "SKIPPED e2e-editor: $(CODE_SERVER) holds no code-server"; fi

generate: ## rewrite generated files; tests fail while they are stale
	go generate ./...

fuzz: ## each fuzz target for FUZZTIME
	@set -e; for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
	    echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package; \
	  done; \
	done
