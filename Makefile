# plainplan: plain GNU make and pkg-config.
#
#   make demo    installs what is missing, builds, makes every sample document and says where it is
#   make test    the same set-up, then every test; ends with "N passed, N failed"
#   make         builds build/plainplan and build/plainplan.pack, and nothing else
#   DEPS=skip    leaves the installing of packages to you

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CC ?= gcc
DEPS ?= install
STAGES ?= base source diag case check vale transform font svg fo layout pdf cli

# Debian packages: to build and run, to test, to lint.
PACKAGES := gcc make pkg-config libc6-dev libcmark-dev libyaml-dev libxml2-dev libxslt1-dev libicu-dev \
            libharfbuzz-dev libhpdf-dev libpcre2-dev libjansson-dev libdeflate-dev libpng-dev \
            fonts-sil-andika fonts-noto-core fonts-noto-mono fonts-droid-fallback
TEST_PACKAGES := libcmocka-dev jq qpdf poppler-utils mupdf-tools libxml2-utils procps python3
TOOL_PACKAGES := valgrind clang libclang-rt-14-dev
LINT_PACKAGES := clang clang-format clang-tidy cppcheck

LIBRARIES := libcmark yaml-0.1 libxml-2.0 libxslt libexslt icu-uc harfbuzz harfbuzz-subset libpcre2-8 \
             jansson libdeflate libpng
WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
OPTIMISE ?= -O3 -g
SANITISE ?=
# Asked of pkg-config only when something is compiled, after `deps` may have installed it.
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(WARNINGS) $(OPTIMISE) $(SANITISE) -Isrc \
             -DPLAINPLAN_VERSION='"$(VERSION)"' -DPLAINPLAN_INSTALLED='"$(PREFIX)/share/plainplan"' \
             $(shell pkg-config --cflags $(LIBRARIES)) $(CFLAGS)
# What the libraries look up most often comes first: each name is sought in one after the other at every start.
LOADED_FIRST ?= -Wl,--no-as-needed -l:libstdc++.so.6 -lc -Wl,--as-needed
LDLIBS_ALL = $(LOADED_FIRST) $(shell pkg-config --libs $(LIBRARIES)) -lhpdf -lm $(LDLIBS)

SOURCES := $(foreach stage,$(STAGES),$(wildcard src/$(stage)/*.c))
HEADERS := $(foreach stage,$(STAGES),$(wildcard src/$(stage)/*.h))
DATA_FILES := $(shell find templates fonts -name '*.yml')
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
LIBRARY := $(BUILD)/libplainplan.a
UNITS := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
BENCHES := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/*.c))

all: $(BUILD)/plainplan $(BUILD)/plainplan.pack

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

$(LIBRARY): $(filter-out $(BUILD)/obj/cli/main.o,$(OBJECTS))
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/plainplan: $(BUILD)/obj/cli/main.o $(LIBRARY)
	@echo "  LD $@"
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS) $^ -o $@ $(LDLIBS_ALL)

# The data files once more, in a form that is read at once; those that were edited since are read as they are.
$(BUILD)/plainplan.pack: $(BUILD)/plainplan $(DATA_FILES)
	@echo "  PACK $@"
	@PLAINPLAN_DATA=. $(BUILD)/plainplan pack -o $@

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CFLAGS_ALL) -Itests/unit -MMD -MP $< $(LIBRARY) -o $@ $(LDLIBS_ALL) $(shell pkg-config --libs cmocka)

$(BUILD)/bench/%: tests/bench/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC $<"
	@$(CC) $(CFLAGS_ALL) -Itests/unit -MMD -MP $< $(LIBRARY) -o $@ $(LDLIBS_ALL)

# libFuzzer drivers: make fuzz builds and runs each for FUZZ_SECONDS.
FUZZ_SECONDS ?= 30
$(BUILD)/fuzz/%: tests/fuzz/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "  CC $<"
	@clang $(CFLAGS_ALL) -fsanitize=fuzzer $< $(LIBRARY) -o $@ $(LDLIBS_ALL)

# --- set-up ---------------------------------------------------------------------------------------

# Says what is missing and installs it, as root or with sudo.
deps:
	@WANTED="$(if $(WANTED),$(WANTED),$(PACKAGES))" DEPS=$(DEPS) sh tests/deps.sh

# --- what a new user asks for ----------------------------------------------------------------------

demo:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory all
	@sh tests/demo.sh $(BUILD)

test:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) $(TEST_PACKAGES)"
	@$(MAKE) --no-print-directory all units
	@sh tests/run.sh $(BUILD)

units: $(UNITS)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/plainplan $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/plainplan $(DESTDIR)$(PREFIX)/bin/plainplan
	install -m 644 src/cli/plainplan.1 $(DESTDIR)$(PREFIX)/share/man/man1/plainplan.1
	cd templates && find . -type f -exec install -D -m 644 {} $(abspath $(DESTDIR)/$(PREFIX))/share/plainplan/templates/{} \;
	install -m 644 $(BUILD)/plainplan.pack $(DESTDIR)$(PREFIX)/share/plainplan/plainplan.pack
	install -D -m 644 fonts/fonts.yml $(DESTDIR)$(PREFIX)/share/plainplan/fonts/fonts.yml

uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/bin/plainplan $(DESTDIR)$(PREFIX)/share/plainplan $(DESTDIR)$(PREFIX)/share/man/man1/plainplan.1

clean:
	rm -rf $(BUILD) $(BUILD)-asan $(BUILD)-fuzz

# Recall, precision and look-alikes on annotated passages; other checkers on the same where they are installed.
accuracy: all
	@python3 tests/accuracy/measure.py $(BUILD)/plainplan --others

# Which rules mark each row of a lexicon: make lexicon LEXICON=table.tsv
lexicon: all
	@python3 tests/lexicon.py $(BUILD) $(LEXICON)

# --- for those who change it -----------------------------------------------------------------------

# Rewrites the expected output of the golden tests from what the program prints now: read the diff.
golden: all
	@UPDATE=1 sh tests/golden.sh $(BUILD)

check-asan:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) $(TEST_PACKAGES)"
	@$(MAKE) --no-print-directory all units BUILD=$(BUILD)-asan OPTIMISE="-O1 -g" \
	  SANITISE="-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer"
	@SLOW_TOOL=1 PLAINPLAN_PLAIN_MEMORY=1 sh tests/run.sh $(BUILD)-asan

check-valgrind:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) $(TEST_PACKAGES) valgrind"
	@$(MAKE) --no-print-directory all units
	@SLOW_TOOL=1 PLAINPLAN_PLAIN_MEMORY=1 TOOL="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite" \
	  sh tests/run.sh $(BUILD)

# Against floors; also against write-good where it is installed (WRITE_GOOD names the program).
bench:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) $(TEST_PACKAGES)"
	@$(MAKE) --no-print-directory all benches
	@sh tests/bench/run.sh $(BUILD)

benches: $(BENCHES)

conformance: all
	@sh tests/conformance/all.sh $(BUILD)

# What styles find here and in Vale: VALE names the program, VALE_STYLES a folder of styles.
vale: all
	@python3 tests/vale/compare.py $(BUILD)/plainplan; status=$$?; [ $$status = 3 ] || exit $$status

fuzz:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) $(TOOL_PACKAGES)"
	@$(MAKE) --no-print-directory fuzzers BUILD=$(BUILD)-fuzz CC=clang OPTIMISE="-O1 -g" \
	  SANITISE="-fsanitize=address,undefined,fuzzer-no-link"
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/run.sh $(BUILD)-fuzz

fuzzers: $(FUZZERS)

lint:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) $(LINT_PACKAGES)"
	@sh tests/lint.sh

# Both compilers, with every warning an error.
compilers:
	@$(MAKE) --no-print-directory deps WANTED="$(PACKAGES) clang"
	@$(MAKE) --no-print-directory all CC=gcc BUILD=$(BUILD)/gcc
	@$(MAKE) --no-print-directory all CC=clang BUILD=$(BUILD)/clang

.PHONY: all deps demo test accuracy lexicon units install uninstall clean golden check-asan check-valgrind bench benches \
        conformance vale fuzz fuzzers lint compilers
-include $(OBJECTS:.o=.d) $(UNITS:=.d) $(BENCHES:=.d)
