#!/bin/sh
# The format and lint checks: clang-format, cppcheck, clang-tidy. Quiet when all is well.
set -u
status=0
sources=$(find src tests -name '*.c' -o -name '*.h' | grep -v 'diag/table.h' | sort)
for file in $sources; do
  clang-format --dry-run -Werror "$file" >/dev/null 2>&1 || {
    echo "clang-format would change $file"
    status=1
  }
done
cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
  --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches -Isrc -j 2 src || status=1
flags="-std=c11 -D_GNU_SOURCE -Isrc -DPLAINPLAN_VERSION=\"\" -DPLAINPLAN_INSTALLED=\"\"
  $(pkg-config --cflags libxml-2.0 libxslt harfbuzz harfbuzz-subset libpcre2-8 libpng)"
export flags
find src -name '*.c' | sort | xargs -P 2 -n 6 sh -c 'clang-tidy --quiet "$@" -- $flags 2>/dev/null' tidy ||
  status=1
exit $status
