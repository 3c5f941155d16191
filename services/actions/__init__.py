"""The only writers of the services app: one function per office verb."""
