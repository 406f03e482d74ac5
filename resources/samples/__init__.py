"""Sample papers of invented offices, for trying the program."""
