#!/usr/bin/env bash
# Makes the virtual environment with a Python of 3.11 to 3.13, or says what is missing.
set -eu
venv=$1
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for python in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
  if "$python" -c "$fits" 2>/dev/null; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
      echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2
      exit 1
    fi
    "$python" -m venv "$venv"
    exit 0
  fi
done
echo "Maju needs Python 3.11, 3.12 or 3.13. Name it with: PYTHON=/path/to/python3.11 make run" >&2
exit 1
