"""Words from templates: Jinja2, strict, escaped for chat, checked for length."""
