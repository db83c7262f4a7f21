"""Nhịp Cầu carries a collaborator network's month. The house is described in docs/house.md."""
