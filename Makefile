# Allot: `make demo` shows it, `make check` proves it. build/ mirrors the tree; SAN=asan|tsan builds beside it.
SAN     ?=
BUILD   := build$(if $(SAN),/$(SAN))
PACKAGES := gcc make git pkg-config curl ca-certificates jq clang-format zlib1g-dev libmicrohttpd-dev libcjson-dev \
           libsqlite3-dev libopenblas0-pthread libopenblas-pthread-dev libgnutls28-dev libinih-dev libpng-dev libjpeg62-turbo-dev \
           libcurl4-gnutls-dev libcmocka-dev dataset-fashion-mnist libonnx-testdata xz-utils
LIBS    := libmicrohttpd libcjson sqlite3 zlib gnutls inih libpng libjpeg
PC       = $(shell pkg-config $(1) $(LIBS) openblas 2>/dev/null)

CC      := gcc
CFLAGS  := -O2 -g -ffp-contract=off
WARN    := -Wall -Wextra -Werror -Wshadow -Wvla -Wstrict-prototypes
CPPFLAGS = -std=c11 -D_GNU_SOURCE -I. -Iinclude -I$(BUILD)/gen $(call PC,--cflags)
LDLIBS   = $(call PC,--libs) -lm -lpthread
SAN_asan := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SAN_tsan := -fsanitize=thread -fno-omit-frame-pointer
SAN_fuzz := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ifeq ($(SAN),fuzz)
CC      := clang
endif
CFLAGS  += $(SAN_$(SAN)) $(WARN) -MMD -MP

ENGINE  := $(wildcard engine/*.c engine/*/*.c)
SERVER  := $(wildcard server/*/*.c)
TESTS   := $(patsubst tests/%.c,%,$(wildcard tests/test_*.c))
FUZZ    := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
API     := $(patsubst tests/api/%.c,%,$(wildcard tests/api/test_*.c))
BENCH   := $(patsubst tests/bench/%.c,%,$(wildcard tests/bench/*.c))
obj      = $(patsubst %.c,$(BUILD)/%.o,$(1))

# The engine's loops: vectors where the bits stay the same (no reassociation, no contraction).
$(BUILD)/engine/%.o $(BUILD)/double/%.o: CFLAGS += -O3 -fno-math-errno -fno-trapping-math

all: $(BUILD)/allotd

# Both archives whole: a name that stands in both is an error, not a silent choice.
$(BUILD)/allotd: $(call obj,$(wildcard server/*.c)) $(BUILD)/liballotd.a $(BUILD)/libengine.a
	$(CC) $(CFLAGS) -o $@ -Wl,--whole-archive $^ -Wl,--no-whole-archive $(LDLIBS)

$(BUILD)/libengine.a: $(call obj,$(ENGINE))
$(BUILD)/liballotd.a: $(call obj,$(SERVER)) $(BUILD)/gen/embedded.o
%.a:
	@rm -f $@
	ar qcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# The engine's arithmetic once more in double: what gradient checks and exact formulas are held to.
DOUBLE := $(filter-out engine/train/training.c engine/train/target_scale.c engine/train/mix.c $(wildcard engine/model/*.c),$(ENGINE))
$(BUILD)/double/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -DENGINE_DOUBLE $(CFLAGS) -c -o $@ $<
$(BUILD)/libdouble.a: $(DOUBLE:%.c=$(BUILD)/double/%.o)
EXACT   := gradient gradient_random optim_double layers losses
$(EXACT:%=$(BUILD)/tests/test_%.o): CPPFLAGS += -DENGINE_DOUBLE
$(EXACT:%=$(BUILD)/tests/test_%): $(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libsupport.a $(BUILD)/liballotd.a $(BUILD)/libdouble.a
	$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LDLIBS) -lcmocka -lcurl

# Everything the binary carries with it: migrations and the dashboard, by name, in one table.
EMBEDDED := $(wildcard migrations/*.sql web/dist/*)
$(BUILD)/gen/embedded.c: $(EMBEDDED) server/embed.sh
	@mkdir -p $(@D)
	sh server/embed.sh $(EMBEDDED) > $@
$(BUILD)/gen/embedded.o: $(BUILD)/gen/embedded.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/libsupport.a: $(call obj,$(wildcard tests/support/*.c))
$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/libsupport.a $(BUILD)/liballotd.a $(BUILD)/libengine.a
	$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LDLIBS) -lcmocka -lcurl
$(BUILD)/tests/test_flops: LDLIBS += -Wl,--wrap=gemm
.PRECIOUS: $(BUILD)/tests/%.o $(BUILD)/tests/api/%.o $(BUILD)/tests/bench/%.o

tests: $(TESTS:%=$(BUILD)/tests/%)
api-tests: $(API:%=$(BUILD)/tests/api/%)
bench-programs: $(BENCH:%=$(BUILD)/tests/bench/%)

# All benchmarks, one after the other; they print ratios and assert nothing (docs/benchmarks.md).
bench:
	@$(MAKE) -s -j$$(nproc) all bench-programs
	@for b in $(BENCH); do echo "== $$b"; env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $(BUILD)/tests/bench/$$b || exit 1; done

# The dashboard's bundle is checked in; only who changes web/, and the browser test, need node.
web: web/node_modules
	node web/build.mjs
%/node_modules: %/package-lock.json
	npm ci --silent --ignore-scripts --prefix $(@D) && touch $@
browser-deps:
	@missing=; command -v npm >/dev/null || missing="nodejs npm"; command -v chromium >/dev/null || missing="$$missing chromium"; \
	 [ -z "$$missing" ] || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $$missing; }
	@$(MAKE) -s web/node_modules tests/web/node_modules

# Each fuzzer for FUZZ_S seconds from its committed corpus; what it finds new stays under build/.
FUZZ_S  ?= 30
fuzz:
	@$(MAKE) SAN=fuzz fuzz-programs
	@for f in $(FUZZ); do mkdir -p build/fuzz/found/$$f; echo "fuzz: $$f"; \
	 build/fuzz/tests/fuzz/$$f -max_total_time=$(FUZZ_S) -verbosity=0 \
	    -artifact_prefix=build/fuzz/found/ build/fuzz/found/$$f tests/fuzz/corpus/$$f || exit 1; done
fuzz-programs: $(FUZZ:%=$(BUILD)/tests/fuzz/%)
$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/liballotd.a $(BUILD)/libengine.a
	$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

# Everything a change must pass: plain, then again under the sanitizers; one line at the end.
THREADED := $(filter test_pool test_worker test_http test_store test_width test_scheduler,$(TESTS))
threaded-tests: $(THREADED:%=$(BUILD)/tests/%)
check: deps browser-deps
	@$(MAKE) -s -j$$(nproc) all tests api-tests
	@$(MAKE) -s -j$$(nproc) SAN=asan all tests api-tests
	@$(MAKE) -s -j$$(nproc) SAN=tsan all threaded-tests
	@sh tests/check.sh
# The slow ones: a gigabyte's upload, a convolutional network; minutes each, not part of check.
acceptance: deps
	@$(MAKE) -s -j$$(nproc) all
	@rm -f build/acceptance/quotes.tsv
	@for t in tests/acceptance/long/*.sh; do echo "== $$t"; sh $$t || exit 1; done
	@awk -f tests/acceptance/quotes.awk build/acceptance/quotes.tsv
demo: deps
	@$(MAKE) -s -j$$(nproc) all
	@sh tests/demo.sh

lint:
	sh tests/lint.sh
fmt:
	clang-format -i $$(git ls-files --cached --others --exclude-standard '*.[ch]')
deps:
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null | grep -qx installed || echo $$p; done); \
	 [ -z "$$missing" ] || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends $$missing; }
clean:
	rm -rf build

.PHONY: all acceptance check demo fuzz fuzz-programs tests api-tests threaded-tests bench bench-programs web browser-deps lint fmt deps clean
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
