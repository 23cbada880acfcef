# logline: small Unix filters that turn raw logs into patterns.
#
#   make demo                      installs what is missing, builds, shows the filters at work
#   make && sudo make install      builds, then installs under PREFIX
#
# `make help` lists the targets. GNU make 3.81 or newer.

COMMANDS := lparse lselect lredact lcluster lmodel

PREFIX  ?= /usr/local
DESTDIR ?=

DEBIAN_PACKAGES := libpcre2-dev zlib1g-dev libzstd-dev pkg-config
BREW_PACKAGES   := pcre2 zlib zstd pkgconf
LIBRARIES       := libpcre2-8 zlib libzstd

SYSTEM   := $(shell uname -s)
RELEASE  := .build/release
BUILT    := $(RELEASE)/.built

# All commands are one program with a link for each (Sources/Executables/logline-commands). On Linux it brings all its
# libraries along: it runs where no toolchain is, and starts in half the time.
PROGRAM := $(RELEASE)/logline-commands
ifeq ($(SYSTEM),Linux)
SWIFT_FLAGS := -Xswiftc -static-executable -Xlinker --gc-sections
endif

.PHONY: all help setup build demo test lint fmt bench hostile redaction fuzz install uninstall check-install-clean clean
.NOTPARALLEL:

all: build

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-20s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Install the C libraries that the build needs, where they are missing
	@if pkg-config --exists $(LIBRARIES) 2>/dev/null; then exit 0; \
	elif [ $(SYSTEM) = Darwin ]; then echo 'make: run: brew install $(BREW_PACKAGES)' >&2; exit 1; \
	elif ! command -v apt-get >/dev/null; then \
	  echo 'make: install the development files of PCRE2, zlib and zstd, and pkg-config' >&2; exit 1; \
	elif [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root='sudo -n'; \
	else echo 'make: run: sudo apt-get install $(DEBIAN_PACKAGES)' >&2; exit 1; fi; \
	$$as_root apt-get update >&2 && \
	$$as_root env DEBIAN_FRONTEND=noninteractive \
	  apt-get install -y --no-install-recommends $(DEBIAN_PACKAGES) >&2

build: $(BUILT) ## Build the commands, optimised, in .build/release (the default)

# The linker writes a program here and there; the copy lies in one piece, and runs some 10 % faster. The warnings are
# about parts of Foundation that nothing calls.
$(BUILT): SHELL := bash
$(BUILT): $(shell find Package.swift Sources -type f)
	@command -v swift >/dev/null || { \
	  echo 'make: swift is not on PATH; install Swift 6.2 or newer (swift.org/install)' >&2; exit 1; }
	@pkg-config --exists $(LIBRARIES) || echo 'make: if the build fails, run: make setup' >&2
	set -o pipefail; swift build -c release --product logline-commands $(SWIFT_FLAGS) 2>&1 | \
	  sed '/libFoundationEssentials.a.*warning:/d; /libswiftCore.a.*warning: Using/d' >&2
	@cp $(PROGRAM) $(PROGRAM).new && mv $(PROGRAM).new $(RELEASE)/.commands
	@for name in $(COMMANDS); do ln -sfn .commands $(RELEASE)/$$name; done
	@touch $@

demo: setup build ## Build, then turn the example log into its table of patterns
	@echo '$$ lparse examples/data/shop.log | lredact | lcluster -p --top 20'
	@PATH="$(CURDIR)/$(RELEASE):$$PATH"; \
	lparse examples/data/shop.log | lredact | lcluster -p --top 20 || [ $$? = 141 ]

test: setup build ## Build, then run all tests (the golden tests run the built commands)
	swift test --disable-xctest

lint: build ## Check format, man pages, scripts, imports and the size of what is installed
	@.ci/lint $(COMMANDS)

fmt: ## Format the Swift sources in place
	swift format -i -r Sources Tests Package.swift

bench: build ## Measure the speed of the built commands
	Tests/Performance/bench.sh

hostile: build ## Slow: run the tests of hostile input at full size, measure what it costs
	LOGLINE_SLOW_TESTS=1 swift test --disable-xctest --filter HostileInput
	Tests/Performance/hostile.sh

redaction: build ## Slow: take planted values out of a million lines; measure what it costs
	Tests/Performance/redaction.sh
	Tests/Performance/attacks.sh

MINUTES ?= 10
fuzz: ## Slow: look for inputs that break a promise, for MINUTES (10)
	Tests/Performance/fuzz.sh $(MINUTES)

install: build ## Install under PREFIX (default /usr/local); DESTDIR is put before it
	@packaging/install.sh "$(DESTDIR)$(PREFIX)" $(COMMANDS)

uninstall: ## Remove exactly what install put there
	@packaging/uninstall.sh "$(DESTDIR)$(PREFIX)"

check-install-clean: build ## Slow, as root: install into a minimal Debian without Swift and run there
	@packaging/check-clean.sh $(COMMANDS)

clean: ## Remove everything that was built
	rm -rf .build .build-* Tests/Performance/.build
