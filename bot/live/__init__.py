"""The knowledge while the bot runs: changes are taken up all or nothing, and the last good version is kept."""
