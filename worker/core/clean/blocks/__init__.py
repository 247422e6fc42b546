"""The page's tree as blocks of text, and which of them are the article's."""
