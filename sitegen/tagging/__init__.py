"""From a story to its tags, each with the words and the line that gave it."""
