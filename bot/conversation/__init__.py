"""What was last spoken of in a chat, and how a follow-up takes it up."""

from bot.conversation.taking_up import take_up
from bot.conversation.turn import Conversation, FollowUp

__all__ = ["Conversation", "FollowUp", "take_up"]
