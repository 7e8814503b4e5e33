#!/bin/sh
# Installs the Debian packages named in WANTED that are missing, after saying so.
set -u
missing=
for package in $WANTED; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
    missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "${DEPS:-install}" = skip ]; then
  echo "These Debian packages are missing:$missing"
  echo "DEPS=skip: not installed. The build goes on and may fail."
  exit 0
fi
echo "Installing the Debian packages that are missing:$missing"
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  echo "This needs root or sudo. Install them yourself, then use DEPS=skip:" >&2
  echo "  apt-get install$missing" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get -qq update &&
  $as_root apt-get -qq install -y --no-install-recommends $missing >/dev/null || {
  echo "The packages could not be installed: is this Debian 12, and is its archive reachable?" >&2
  exit 1
}
