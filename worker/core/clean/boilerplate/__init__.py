"""The site's furniture in an article's text: lines that rules cut, and how far each cut goes."""
