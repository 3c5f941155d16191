"""Request → verb → response."""
