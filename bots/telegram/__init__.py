"""The Telegram door: updates into the inbox, handled in order per chat, answered through the outbox."""
