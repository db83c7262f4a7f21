"""The page on which a person tries everything: its files, and what it is told of the house."""
