"""Evidence to a decision: an answer, choices, a refusal with its reason, or help."""
