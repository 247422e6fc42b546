"""Safe delivery, free of Faust: lanes, the pool of children, dead letters, watchdog, health."""
