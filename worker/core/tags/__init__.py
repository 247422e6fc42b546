"""Countries and leaders of an article, with spans and evidence."""
