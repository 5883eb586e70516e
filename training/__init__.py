"""How the bundled language model is made: see README.md in this folder."""
