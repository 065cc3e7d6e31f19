#!/bin/sh
# Sees to what the tests need of the system: Chromium, which reads the site, pdftotext, which reads made-up pages,
# epubcheck with Java, which judges exported books, git, rsync and sshd, which take part in publishing, and
# html-validate with Node, which judges pages; it goes into build/node.
# Chromium is the one on PATH, else Debian's package, else Playwright's own download.
# usage: system.sh BIN, the folder of the virtual environment's programs
set -eu
bin=$1

have() { command -v "$1" >/dev/null 2>&1; }

browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if have "$name"; then return 0; fi
    done
    "$bin/python" - <<'PY'
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
PY
}

ssh_server() { have sshd || [ -x /usr/sbin/sshd ]; }

validator() { cmp -s tests/node/package.json build/node/package.json && [ -x build/node/node_modules/.bin/html-validate ]; }

packages=""
browser || packages="chromium fonts-noto-cjk"
have pdftotext || packages="$packages poppler-utils"
have epubcheck || packages="$packages epubcheck"
have java || packages="$packages default-jre-headless"
have git || packages="$packages git"
have rsync || packages="$packages rsync"
have ssh || packages="$packages openssh-client"
ssh_server || packages="$packages openssh-server"
have npm || packages="$packages nodejs npm"
if [ -z "$packages" ] && validator; then exit 0; fi
if [ -n "$packages" ] && [ "$(id -u)" = 0 ] && have apt-get; then
    echo "installing $packages for the tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # one word a package
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages; } >&2 || true
fi
if ! browser; then
    echo "fetching Playwright's Chromium for the tests" >&2
    "$bin/playwright" install chromium >&2 || true
fi
if have npm && ! validator; then
    echo "fetching html-validate for the tests" >&2
    mkdir -p build/node && rm -rf build/node/node_modules && cp tests/node/package.json build/node/
    npm install --prefix build/node --no-package-lock --no-audit --no-fund --ignore-scripts --silent >&2 || true
fi
missing=""
browser || missing="chromium or google-chrome"
have pdftotext || missing="${missing:+$missing, and }pdftotext (Debian: poppler-utils; Homebrew: poppler)"
have epubcheck && have java || missing="${missing:+$missing, and }epubcheck with Java"
for name in git rsync ssh; do
    have $name || missing="${missing:+$missing, and }$name"
done
ssh_server || missing="${missing:+$missing, and }sshd (Debian: openssh-server)"
validator || missing="${missing:+$missing, and }html-validate (npm, of Node 18.19 or later, and a registry of packages)"
if [ -z "$missing" ]; then exit 0; fi
echo "The tests need $missing, and none could be installed." >&2
echo "Install what is named so that it is on PATH, then run make test again." >&2
exit 1
