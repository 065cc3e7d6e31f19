"""What a host is to say with each file: the policy that keeps a page to its own site, and how long it may be kept."""

from __future__ import annotations

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
"""As the pages themselves have it, without what only pages opened from a disk need."""
# Search data has to be of one making, so that nothing but style and scripts may be kept without asking.
HEADERS = f"""\
/*
  Content-Security-Policy: {POLICY}
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/assets/*
  Cache-Control: public, max-age=600
""".encode()
"""The file `_headers`, which Netlify and Cloudflare Pages read."""
