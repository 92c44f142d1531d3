# The two commands: `make synth` renders, `make test` proves. The rest is for maintainers.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

run := npx --no-install
bundle := node_modules/.cache/platform/main.mjs
verifier := build/verify.mjs
tools := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/agentprovision-platform/bin
sources := $(wildcard $(shell git ls-files --cached --others --exclude-standard 'main.ts' 'render.ts' 'platform.ts' 'charts' 'lib/*.ts' 'imports'))

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

node_modules/.installed: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: synth
synth: node_modules/.installed ## render all environments into dist/
	@$(run) tsc --project tsconfig.render.json
	@$(MAKE) --no-print-directory $(bundle)
	@node $(bundle)

# One file loads in half the time of all libraries one by one. The banner gives CommonJS dependencies their `require`.
$(bundle): node_modules/.installed $(sources)
	@$(run) esbuild main.ts --bundle --platform=node --target=node20 --format=esm --outfile=$@ --log-level=warning \
	  --banner:js="import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

# The program as it is packed.
$(verifier): node_modules/.installed $(sources) tools/pack.ts
	@npm run --silent prepack

.PHONY: verify
verify: $(verifier) ## look in dist/ for references that nothing answers, each environment on its own
	@for folder in $(filter-out dist/argocd/,$(wildcard dist/*/)); do \
	  node $(verifier) --complete "$$folder" || failed=1; \
	done; exit $${failed:-0}

.PHONY: tools
tools: ## build the pinned programs that the tests judge with
	@tools/build

.PHONY: test
test: node_modules/.installed tools $(bundle) ## everything that needs no cluster
	$(run) tsc
	$(run) biome check --error-on-warnings .
	$(run) knip
	cd tools/operator-config && CGO_ENABLED=0 go test -trimpath -buildvcs=false ./...
	PATH="$(tools):$$PATH" $(run) vitest run

.PHONY: mutate
mutate: node_modules/.installed tools ## change every rule in small ways, look which case notices, and record it; ONLY=http tries one mixin
	PATH="$(tools):$$PATH" ONLY="$(ONLY)" $(run) tsx test/mixins/mutation/main.ts

.PHONY: live
live: node_modules/.installed tools ## install everything into the disposable cluster behind KUBECONFIG and break it; ONLY="install|steady state" runs parts
	@tools/build prometheus
	PATH="$(tools):$$PATH" $(run) vitest run --config vitest.live.config.ts $(if $(ONLY),--testNamePattern "$(ONLY)")

.PHONY: live-breaks
live-breaks: node_modules/.installed tools ## install with one seeded mistake after the other: each fails at the step that names it; BREAK="exporter-port rule-label" tries some
	PATH="$(tools):$$PATH" $(run) tsx test/live/breaks.ts $(BREAK)

.PHONY: record-metrics
record-metrics: node_modules/.installed ## record the metric contracts anew from the cluster behind KUBECONFIG
	$(run) tsx test/live/record/main.ts

.PHONY: imports
imports: node_modules/.installed ## compare pinned digests with the registries; IMAGE=grafana TAG=13.2.4 pins another tag
	$(run) tsx tools/renew-images.ts $(IMAGE) $(TAG)

.PHONY: served-versions
served-versions: ## ask Kubernetes' own packages anew which release serves which kinds; renew the versions in tools/served-versions/go.mod before
	cd tools/served-versions && CGO_ENABLED=0 go run . > served-versions.json
	mv tools/served-versions/served-versions.json imports/

.PHONY: docs
docs: node_modules/.installed tools ## renew docs/alerts.md, docs/verify.md and the list of who hears of which alert
	$(run) tsx docs/catalogue.ts
	$(run) tsx docs/rules.ts
	PATH="$(tools):$$PATH" $(run) vitest run test/alerting/routes.test.ts --update

.PHONY: peers
peers: node_modules/.installed tools ## count which seeded faults promtool, amtool, pint and kube-score find; the last two must be on PATH
	PATH="$(tools):$$PATH" $(run) tsx test/verify/peers.ts

.PHONY: bench
bench: node_modules/.installed $(bundle) ## time and memory of rendering and verifying; VERIFY=FOLDER verifies that one, too
	$(run) tsx bench/render.ts
	$(run) tsx bench/verify.ts
