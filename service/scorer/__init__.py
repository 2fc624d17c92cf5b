"""The learned scorer: how likely a sentence answers a question. Knows neither reports nor indicators."""
