#!/bin/sh
# Install what the tests judge with: a browser, a database server, exiftool, FFmpeg, Go with its module code,
# poppler, OpenSSL. Where packages may not be installed, say in one line what is missing; with CI set, that
# is a failure.
set -eu
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
command -v exiftool >/dev/null || missing="$missing libimage-exiftool-perl"
command -v ffprobe >/dev/null || missing="$missing ffmpeg"
command -v go >/dev/null && [ -d /usr/share/gocode/src/golang.org/x/mod ] || missing="$missing golang-go golang-golang-x-mod-dev"
command -v pdfinfo >/dev/null || missing="$missing poppler-utils"
command -v openssl >/dev/null || missing="$missing openssl"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  one word a package
    { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } >/dev/null && exit 0
fi
echo "Not installed, so the tests that need them are skipped:$missing" >&2
[ -z "${CI:-}" ]
