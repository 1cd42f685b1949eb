"""`python -m bot`."""

import gc

gc.disable()  # what is imported stays: looking through it again and again costs a twentieth of the start

from bot.cli import main  # noqa: E402

gc.freeze()
# hardly a question leaves a cycle behind: many short looks at what is new, as one at 50,000 took 8 ms, and seldom more
gc.set_threshold(5_000, 200)
gc.enable()

if __name__ == "__main__":
    main(prog_name="python -m bot")
