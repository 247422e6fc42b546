"""A page as it came: its bytes decoded, its documents told apart, its tree."""
