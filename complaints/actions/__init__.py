"""The only writers: one function per office verb."""
