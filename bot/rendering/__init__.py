"""Decisions to messages: plain text, Telegram's HTML and buttons."""
