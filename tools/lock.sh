#!/usr/bin/env bash
# Renews the hashed requirement files; they carry no index address.
set -eu
compile=(.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
  --no-emit-index-url --no-emit-find-links --no-header)
"${compile[@]}" pyproject.toml -o requirements.txt
"${compile[@]}" pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
