# plainplan: builds with plain GNU make. `make demo` and `make test` do everything on a fresh machine.

VERSION := 0.1.0
PREFIX ?= /usr/local
DESTDIR ?=
BUILD ?= build
CC ?= gcc
STAGES ?= base source diag case check transform font svg fo layout pdf cli

LIBRARIES := libcmark yaml-0.1 libxml-2.0 libxslt libexslt icu-uc harfbuzz harfbuzz-subset libpcre2-8 \
             jansson libdeflate libpng
WARNINGS := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
OPTIMISE ?= -O2 -g
SANITISE ?=
# Asked of pkg-config only when something is compiled, after `deps` may have installed it.
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(WARNINGS) $(OPTIMISE) $(SANITISE) -Isrc \
             -DPLAINPLAN_VERSION='"$(VERSION)"' -DPLAINPLAN_INSTALLED='"$(PREFIX)/share/plainplan"' \
             $(shell pkg-config --cflags $(LIBRARIES)) $(CFLAGS)
LDLIBS_ALL = $(shell pkg-config --libs $(LIBRARIES)) -lhpdf -lm $(LDLIBS)

SOURCES := $(foreach stage,$(STAGES),$(wildcard src/$(stage)/*.c))
OBJECTS := $(SOURCES:src/%.c=$(BUILD)/obj/%.o)
LIBRARY := $(BUILD)/libplainplan.a
UNITS ?= $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

all: $(BUILD)/plainplan

$(BUILD)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

$(LIBRARY): $(filter-out $(BUILD)/obj/cli/main.o,$(OBJECTS))
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/plainplan: $(BUILD)/obj/cli/main.o $(LIBRARY)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS) $^ -o $@ $(LDLIBS_ALL)

$(BUILD)/unit/%: tests/unit/%.c $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -Itests/unit -MMD -MP $< $(LIBRARY) -o $@ $(LDLIBS_ALL) $(shell pkg-config --libs cmocka)

clean:
	rm -rf $(BUILD)

.PHONY: all clean
-include $(OBJECTS:.o=.d)
