"""Languages: what the engine knows of one, and the English pack."""

from bot.languages.language import ANY, Act, Language, Phrase
from bot.languages.reading import english, read_pack

__all__ = ["ANY", "Act", "Language", "Phrase", "english", "read_pack"]
