"""Letters in markup: web pages and the XML of the official site."""
