"""Above the answers: pages, explanations and their words."""
