"""From a question to the sentences and figures that may answer it, best first."""
