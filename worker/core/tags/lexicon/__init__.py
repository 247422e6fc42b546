"""What can be found in a text: the forms of places and persons in one automaton, their endings, and who held what when."""
