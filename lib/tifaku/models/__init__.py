"""Models: the door to a language model of the user's own, asked what a formula stands for; its answers are only proposals."""
