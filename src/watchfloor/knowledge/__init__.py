"""What is known beforehand, as tables, one folder a subject."""
