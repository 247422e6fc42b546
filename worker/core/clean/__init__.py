"""A page's bytes to a clean article: decoded, read, stripped of the site's furniture, named and dated."""
