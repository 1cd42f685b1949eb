"""`python -m bot`."""

import gc

gc.disable()  # what is imported stays: looking through it again and again costs a twentieth of the start

from bot.cli import main  # noqa: E402

gc.freeze()
gc.set_threshold(50_000)  # no question leaves a cycle behind: to look for one in its midst took a twentieth of its time
gc.enable()

if __name__ == "__main__":
    main(prog_name="python -m bot")
