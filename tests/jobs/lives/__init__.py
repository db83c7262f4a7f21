"""Lives of a small network, made of bytes: the laws of sending are tried on thousands of them."""
