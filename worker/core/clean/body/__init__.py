"""Which of a page's text is the article's, of a tree or of a plain text."""
