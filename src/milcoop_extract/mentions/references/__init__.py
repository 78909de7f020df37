"""References to official sources that are no Kamerstukken."""
