"""The demonstration: offices, people and two months of requests that never were, played through the real verbs."""
