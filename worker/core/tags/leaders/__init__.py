"""Which of the names found are whose, and why the others are nobody's."""
