#!/bin/sh
# Pin every dependency with its hashes, for all platforms; no index address goes into the files.
set -eu
options="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet"
# shellcheck disable=SC2086  one word an option
.venv/bin/python -m uv pip compile pyproject.toml --group build $options --output-file requirements/run.txt
# shellcheck disable=SC2086
.venv/bin/python -m uv pip compile pyproject.toml --group dev $options --constraints requirements/run.txt --output-file requirements/dev.txt
