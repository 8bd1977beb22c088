#!/usr/bin/env bash
# Makes the virtual environment with a Python of 3.11 to 3.13, or says what is missing.
# The relay is Python: one that was built without optimisations (a plain "pyenv install" is) spends
# a tenth more on every packet, so the system's own goes before it. PYTHON=... has the last word.
set -eu
venv=$1
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
optimised='import sys, sysconfig
sys.exit("--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or ""))'
names='python3.11 python3.12 python3.13 python3'
paths='/usr/bin/python3.11 /usr/bin/python3.12 /usr/bin/python3.13 /usr/bin/python3'

# The first of "$@" that fits and brings venv, and for which the code in $1 says yes.
first() {
  local wanted=$1 python
  shift
  for python in "$@"; do
    if "$python" -c "$fits" && "$python" -c 'import ensurepip, venv' && "$python" -c "$wanted"; then
      echo "$python"
      return
    fi
  done 2>/dev/null
  return 1
}

if [ -n "${PYTHON:-}" ]; then
  names=$PYTHON paths=
fi
python=$(first "$optimised" $names || first '' $paths || first '' $names || true)
if [ -n "$python" ]; then
  exec "$python" -m venv "$venv"
fi
for python in $names; do
  if "$python" -c "$fits" 2>/dev/null; then
    echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2
    exit 1
  fi
done
echo "Maju needs Python 3.11, 3.12 or 3.13. Name it with: PYTHON=/path/to/python3.11 make run" >&2
exit 1
