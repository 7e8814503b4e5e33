#!/bin/sh
# Validates the SARIF logs of every sample, of broken command lines and of broken data files against the schema of SARIF 2.1.0:
# sh tests/conformance/sarif.sh BUILD. Schema and validator (ajv) come through npm, with @microsoft/jest-sarif. Where node, npm
# or the registry is missing this says "skipped" and succeeds, because nothing is known to be wrong.
set -u
program=$1/plainplan
package=@microsoft/jest-sarif@1.0.0-beta.0
mkdir -p "$1/conformance/sarif" || exit 2
build=$(cd "$1/conformance/sarif" && pwd)

skip() {
  echo "skipped: SARIF was not checked, because $1"
  exit 0
}

command -v node >/dev/null || skip "node is not installed"
if [ ! -d "$build/node_modules/@microsoft/jest-sarif" ]; then
  command -v npm >/dev/null || skip "npm is not installed"
  timeout 300 npm install --prefix "$build" --no-audit --no-fund --silent $package >"$build/npm.log" 2>&1
  [ -d "$build/node_modules/@microsoft/jest-sarif" ] || skip "$package could not be fetched (see $build/npm.log)"
fi
rm -f "$build"/*.sarif
for file in samples/*/*.md; do
  "$program" check --format sarif "$file" >"$build/$(echo "$file" | tr / -).sarif"
done
"$program" check --format sarif samples/*/*.md >"$build/all.sarif"
"$program" check --format sarif "$build/a name: none, at all%.md" >"$build/missing.sarif"
"$program" check --format sarif --fail >"$build/command.sarif" 2>/dev/null
"$program" check --format sarif - <samples/safety-plan/bad-parry.md >"$build/standard-input.sarif"
printf '\357\273\277In order to utilise it.\r\n' | "$program" check --format sarif - >"$build/replacement.sarif"
printf '<!-- plainplan: allow complex-word/plain-word because it is hers -->\nUtilise it.\n' |
  "$program" check --format sarif - >"$build/allowed.sarif"
printf 'colour: blue\n' >"$build/settings.yml"
"$program" check --format sarif --settings "$build/settings.yml" samples/safety-plan/rees.md >"$build/settings.sarif"
NODE_PATH=$build/node_modules exec node tests/conformance/sarif.js "$build"/*.sarif
