"""Letters of word processors: DOCX and ODT."""
