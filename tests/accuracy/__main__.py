"""Runs the accuracy report."""

from tests.accuracy.report import main

raise SystemExit(main())
