"""What text is made of: letters, words, sentences, its language, the automata that search it."""
