"""What kind of page this is: signs read off the page, and verdicts on them."""
