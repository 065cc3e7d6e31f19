"""From the archive to the pages of public/."""
