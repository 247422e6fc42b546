"""Which of the forms found are countries, and why the others are not."""
