#!/bin/sh
# Sees to a Chromium for the tests: the one on PATH, else Debian's package, else Playwright's own download.
# usage: browser.sh BIN, the folder of the virtual environment's programs
set -eu
bin=$1

have() { command -v "$1" >/dev/null 2>&1; }

found() {
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

if found; then exit 0; fi
if [ "$(id -u)" = 0 ] && have apt-get; then
    echo "installing chromium and a Chinese font for the tests" >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >&2 || true
fi
if found; then exit 0; fi
echo "fetching Playwright's Chromium for the tests" >&2
"$bin/playwright" install chromium >&2 || true
if found; then exit 0; fi
echo "The tests need Chromium and none could be installed." >&2
echo "Install chromium or google-chrome so that it is on PATH, then run make test again." >&2
exit 1
