"""A bot for one question about an event: who said what?"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to look for them takes a tenth of the start
