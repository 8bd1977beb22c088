#!/usr/bin/env bash
# Sees to the system packages that tests and checks need: installs them when root on Debian,
# else names each missing one with the command that installs it.
set -eu
purpose=$1
missing=()
need() {  # need PACKAGE PROGRAM...: the package unless one of the programs is there
  local package=$1; shift
  for program in "$@"; do
    if command -v "$program" >/dev/null 2>&1 || compgen -G "$program" >/dev/null; then return; fi
  done
  missing+=("$package")
}
need gettext xgettext
if [ "$purpose" != check ]; then
  need postgresql initdb '/usr/lib/postgresql/*/bin/initdb'
  need redis-server redis-server valkey-server
  need chromium chromium chromium-browser google-chrome
  need firefox-esr firefox-esr firefox
  need coturn turnserver
  need clamav-daemon clamd /usr/sbin/clamd
fi
if [ "$purpose" = bench ]; then need janus janus; fi
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} (once) ..."
  export DEBIAN_FRONTEND=noninteractive
  # The service that a package would start is not wanted: tests run their own.
  apt-get update -qq >/dev/null
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  exit 0
fi
for package in "${missing[@]}"; do
  echo "Missing: $package. Install it with: sudo apt-get install $package" >&2
done
exit 1
