"""The data that decides (boilerplate rules, gazetteer, registry) and the loaders that check it."""
