"""Who is a copy of whom: what makes two texts the same story, and whose it is then."""
