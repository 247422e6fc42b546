"""A text as it is read: folded letter for letter, the words beside a form, which letters are spoken for."""
