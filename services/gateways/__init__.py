"""Clients of outside services: values in, values out, no models."""
