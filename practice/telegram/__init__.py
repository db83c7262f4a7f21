"""A local Telegram Bot API server: the world of people, chats and bots, and the API a bot sees of it."""
