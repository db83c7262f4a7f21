"""config/*.yaml into frozen rule objects; every fault at once, in plain sentences."""
