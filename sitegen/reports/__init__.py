"""Papers that an office draws from the archive: a table of coverage (报道台账), a draft chronicle (大事记)."""
