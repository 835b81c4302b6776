"""Text that knows where it came from: spans, documents, sentences. Knows no rule and no file format."""
