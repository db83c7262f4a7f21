"""The practice network: local stand-ins of Telegram and Google, and rehearsals of whole months against them."""
