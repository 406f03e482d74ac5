"""The category scheme: edited, kept in a file, tried out before it is saved, and learned from what hands filed."""
