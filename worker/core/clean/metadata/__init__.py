"""What a page says of its article: title, authors, dates, and the part of the page that each comes from."""
